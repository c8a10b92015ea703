using System.Net;

namespace Rlm.Server.Access;

/// <summary>Where the service listens, and who can reach it there.</summary>
internal static class ListenAddresses
{
    /// <summary>Whether only this machine can reach all of the addresses.</summary>
    public static bool AreLoopback(string urls) => urls.Split(';').All(u => Uri.TryCreate(u, UriKind.Absolute, out var address) && IsLoopback(address.Host));

    /// <summary>Whether a name or an address always means this machine.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
