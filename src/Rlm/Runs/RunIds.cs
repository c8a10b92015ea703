using System.Globalization;
using System.Security.Cryptography;

namespace Rlm.Runs;

/// <summary>Identities of runs: their names sort by time and are safe in paths.</summary>
public static class RunIds
{
    /// <summary>A new one, such as <c>20261123-141503-1f49c2a0</c>: the second, the millisecond in three digits, and five by chance.</summary>
    public static string New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        var stamp = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{stamp}-{now.Millisecond:x3}{RandomNumberGenerator.GetHexString(5, lowercase: true)}");
    }
}
