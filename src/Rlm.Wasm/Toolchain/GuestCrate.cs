namespace Rlm.Wasm.Toolchain;

/// <summary>A crate that an analysis may link against.</summary>
/// <param name="Name">As it is written in Rust: <c>serde_json</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Path">Absolute path of its <c>.rlib</c>, for <c>--extern</c>.</param>
public sealed record GuestCrate(string Name, string Version, string Path)
{
    /// <summary>The crate that every analysis links against.</summary>
    public const string Rlm = "rlm";

    /// <summary>The crates that an analysis links against when it uses them.</summary>
    public static IReadOnlyList<string> Optional { get; } = ["regex", "serde_json"];
}
