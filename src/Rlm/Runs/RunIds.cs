using System.Globalization;
using System.Security.Cryptography;

namespace Rlm.Runs;

/// <summary>Identities of runs: their names sort by time and are safe in paths.</summary>
public static class RunIds
{
    /// <summary>A new one, such as <c>20261123-141503-9f2c1a</c>.</summary>
    public static string New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return $"{stamp}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";
    }
}
