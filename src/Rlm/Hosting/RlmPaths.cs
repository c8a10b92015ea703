namespace Rlm.Hosting;

/// <summary>Where RLM keeps things, after the XDG base directory specification; <c>RLM_HOME</c> moves runs, sessions and cache.</summary>
public static class RlmPaths
{
    /// <summary>Compiled analyses.</summary>
    public static string Modules => Path.Combine(Cache, "modules");

    /// <summary>Line indexes of large documents.</summary>
    public static string Indexes => Path.Combine(Cache, "indexes");

    /// <summary>Traces of runs.</summary>
    public static string Runs => Home("runs") ?? Path.Combine(Xdg("XDG_STATE_HOME", ".local", "state"), "rlm", "runs");

    /// <summary>Sessions: what follow-up questions go on from.</summary>
    public static string Sessions => Home("sessions") ?? Path.Combine(Xdg("XDG_STATE_HOME", ".local", "state"), "rlm", "sessions");

    /// <summary>The key that seals compiled analyses and line indexes. Never moved into the cache: who can write there must not have it.</summary>
    public static string SealKey => Path.Combine(Configuration, "seal.key");

    /// <summary>The keys that the service's page encrypts its cookies with.</summary>
    public static string PageKeys => Path.Combine(Configuration, "page-keys");

    /// <summary>The user's configuration.</summary>
    public static string ConfigurationFile => Path.Combine(Configuration, "config.toml");

    /// <summary>Which <c>rlm.toml</c> files of working folders the user has accepted. In no folder that such a file could name.</summary>
    public static string TrustedFiles => Path.Combine(Configuration, "trusted.jsonl");

    private static string Cache => Home("cache") ?? Path.Combine(Xdg("XDG_CACHE_HOME", ".cache"), "rlm");

    private static string Configuration => Path.Combine(Xdg("XDG_CONFIG_HOME", ".config"), "rlm");

    private static string? Home(string folder) =>
        Environment.GetEnvironmentVariable("RLM_HOME") is { Length: > 0 } home ? Path.Combine(Path.GetFullPath(home), folder) : null;

    private static string Xdg(string variable, params string[] fallback)
    {
        // The specification says that a relative path is to be ignored.
        var value = Environment.GetEnvironmentVariable(variable);
        return value is not null && Path.IsPathRooted(value)
            ? value
            : Path.Combine([Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), .. fallback]);
    }
}
