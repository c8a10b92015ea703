using System.Collections;

namespace Rlm.Wasm.Processes;

/// <summary>The environment of started tools: a short list of variables, never everything that we were given.</summary>
internal static class ToolEnvironment
{
    private static readonly string[] Network =
    [
        "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
    ];

    private static readonly string[] NetworkPrefixes = ["CARGO_HTTP_", "RUSTUP_DIST_SERVER", "RUSTUP_UPDATE_ROOT"];

    /// <summary>Where tools are searched when the caller's own <c>PATH</c> says nothing.</summary>
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>A plain locale and a plain <c>PATH</c>, and nothing of the user's: for tools that need no more.</summary>
    public static Dictionary<string, string> Minimal() => new(StringComparer.Ordinal)
    {
        ["PATH"] = UsualPath,
        ["LC_ALL"] = "C.UTF-8",
    };

    /// <summary>
    /// For tools of the user's own installation that may use the network: adds the user's <c>PATH</c> and
    /// <c>HOME</c>, and the proxy and certificate variables.
    /// </summary>
    public static Dictionary<string, string> ForUserTools()
    {
        var environment = Minimal();
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var (name, value) = ((string)entry.Key, (string?)entry.Value ?? "");
            if (name is "PATH" or "HOME" or "USER" or "TMPDIR" or "RUSTUP_HOME"
                || Network.Contains(name)
                || Array.Exists(NetworkPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                environment[name] = value;
            }
        }

        // A user's own folders, and those that hold apt and ldconfig, which an ordinary user's PATH may lack.
        environment["PATH"] = environment["PATH"] + ":" + UsualPath;
        return environment;
    }

    /// <summary>The absolute path of an executable file, or null: <paramref name="name"/> itself, or found in <paramref name="path"/>.</summary>
    public static string? FindExecutable(string name, string? path)
    {
        if (name.Contains('/'))
        {
            return IsExecutable(name) ? Path.GetFullPath(name) : null;
        }

        foreach (var folder in (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            // A relative folder in PATH would let the current folder choose what is run.
            if (Path.IsPathRooted(folder) && IsExecutable(Path.Combine(folder, name)))
            {
                return Path.Combine(folder, name);
            }
        }

        return null;
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path)
            & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
