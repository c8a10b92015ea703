namespace Rlm.Wasm.Toolchain;

/// <summary>Where the compiler is looked for, and where ours is kept.</summary>
public sealed record ToolchainOptions
{
    /// <summary>
    /// The <c>rustc</c> to use, absolute or relative to the current folder; no other is looked at then.
    /// Null: <c>RLM_RUSTC</c>, and when that is not set either, the usual places.
    /// </summary>
    public string? RustcPath { get; init; } = FromEnvironment("RLM_RUSTC");

    /// <summary>
    /// The toolchain folder: what <c>rlm setup</c> installs and the libraries built for any compiler. Default:
    /// <c>RLM_TOOLCHAIN</c>, else <c>rlm/toolchain</c> in <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>.
    /// </summary>
    public string Folder { get; init; } = DefaultFolder();

    private static string DefaultFolder()
    {
        if (FromEnvironment("RLM_TOOLCHAIN") is { } folder)
        {
            return Path.GetFullPath(folder);
        }

        // The specification says that a relative XDG_CACHE_HOME is to be ignored.
        var cache = FromEnvironment("XDG_CACHE_HOME") is { } xdg && Path.IsPathRooted(xdg)
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "rlm", "toolchain");
    }

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
