using System.Collections.Frozen;

namespace Rlm.Wasm.Validation;

/// <summary>The parts of <c>std</c> that mean nothing in the sandbox, and what to use instead.</summary>
/// <remarks>They could do no harm there; they would fail when called, and the author should know before.</remarks>
internal static class StandardLibrary
{
    private const string NoFiles = "an analysis has no files; take each text as a parameter of `analyze`, or `rlm::documents(input)` for its documents";
    private const string NoClock = "there is no clock, so that equal input gives equal output; take dates from the text (`std::time::Duration` is there)";
    private const string NoNetwork = "there is no network (`std::net::IpAddr` and `SocketAddr` parse addresses)";
    private const string NoThreads = "there is one thread; write `pub fn merge(parts: &[String]) -> String` and `analyze` runs on chunks in parallel";

    private static readonly FrozenDictionary<string, string> Refused = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["std::fs"] = NoFiles,
        ["std::os"] = "there is no operating system in the sandbox; use the portable parts of `std`",
        ["std::arch"] = "there is no assembly here; write plain Rust, which is compiled with SIMD",
        ["std::env"] = "an analysis has no environment and no arguments; take each text as a parameter of `analyze`",
        ["std::process"] = "there are no processes; `return` the result, or `panic!` with a message",
        ["std::thread"] = NoThreads,
        ["std::io::stdin"] = "there is no standard input; the text is the parameter of `analyze`",
        ["std::io::Stdin"] = "there is no standard input; the text is the parameter of `analyze`",
        ["std::time::Instant"] = NoClock,
        ["std::time::SystemTime"] = NoClock,
        ["std::time::UNIX_EPOCH"] = NoClock,
        ["std::net::TcpStream"] = NoNetwork,
        ["std::net::TcpListener"] = NoNetwork,
        ["std::net::UdpSocket"] = NoNetwork,
        ["std::net::ToSocketAddrs"] = NoNetwork,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Spared = FrozenSet.Create(
        StringComparer.Ordinal, "std::thread::LocalKey", "std::thread::AccessError", "std::arch::wasm32");

    private static readonly string[] Modules = ["io", "time", "net"];

    /// <summary>What a glob import of a path brings in, of what matters here.</summary>
    public static IEnumerable<string> In(string path)
    {
        var prefix = path + "::";
        var names = Refused.Keys
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && !key.AsSpan(prefix.Length).Contains(':'))
            .Select(key => key[prefix.Length..]);
        return path == "std" ? names.Concat(Modules) : names;
    }

    /// <summary>The refused part that a path leads into, or null.</summary>
    /// <param name="path">A path that begins with <c>std</c>.</param>
    /// <param name="help">What to use instead.</param>
    public static string? FindRefused(string path, out string help)
    {
        help = "";
        if (Spared.Contains(Prefix(path, 3)))
        {
            return null;
        }

        for (var names = 2; names <= 3; names++)
        {
            var prefix = Prefix(path, names);
            if (Refused.TryGetValue(prefix, out var found))
            {
                help = found;
                return prefix;
            }
        }

        return null;
    }

    /// <summary>The first names of a path.</summary>
    private static string Prefix(string path, int names)
    {
        var at = 0;
        for (var i = 0; i < names; i++)
        {
            var next = path.IndexOf("::", at, StringComparison.Ordinal);
            if (next < 0)
            {
                return path;
            }

            at = next + 2;
        }

        return path[..(at - 2)];
    }
}
