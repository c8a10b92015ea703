namespace Rlm.Wasm.Toolchain;

/// <summary>A compiler that can turn an analysis into a module, and all that it needs for that.</summary>
public sealed record RustToolchain
{
    /// <summary>Absolute path of the real <c>rustc</c>. Never a rustup shim, which obeys files in the folder it runs in.</summary>
    public required string RustcPath { get; init; }

    /// <summary>Release and commit hash from <c>rustc -vV</c>, such as <c>1.96.0 (ac68faa20 2026-05-25)</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Entries of <c>LD_LIBRARY_PATH</c> that rustc and its linker need; empty for an installed compiler.</summary>
    public required IReadOnlyList<string> LibraryFolders { get; init; }

    /// <summary>Absolute path of the compiler's own folder, as <c>rustc --print sysroot</c> says it.</summary>
    public required string Sysroot { get; init; }

    /// <summary>Absolute path of <c>wasm-ld</c>, for <c>-Clinker</c>, or null: rustc brings its own <c>rust-lld</c>.</summary>
    public required string? LinkerPath { get; init; }

    /// <summary>The folder that holds the guest crate, the crates and theirs; goes to <c>-Ldependency=</c>.</summary>
    public required string LibraryFolder { get; init; }

    /// <summary>What an analysis may link against: always <c>rlm</c>, and those of <see cref="GuestCrate.Optional"/> that could be built.</summary>
    public required IReadOnlyList<GuestCrate> Crates { get; init; }

    /// <summary>Absolute path of the program that locks itself up before it becomes rustc, or null where it could not be made.</summary>
    public string? LauncherPath { get; init; }

    /// <summary>The function of the standard library whose place the guest crate's takes in every module, or null: none.</summary>
    internal string? ByteSearchSymbol { get; init; }

    /// <summary>SHA-256 in hex over version, flags and the contents of the libraries: two toolchains with one fingerprint make the same modules.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The optional crates that are not there. <c>rlm setup</c> tries again to make them.</summary>
    public IEnumerable<string> MissingCrates =>
        GuestCrate.Optional.Where(name => !Crates.Any(crate => crate.Name == name));

    /// <summary>The whole environment of the compiler and its linker: nothing of the user's.</summary>
    internal Dictionary<string, string> Environment(string scratch)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LC_ALL"] = "C.UTF-8",
            ["TMPDIR"] = scratch,
            [GuestFlags.UnstableFlags.Name] = GuestFlags.UnstableFlags.Value,
        };
        if (LibraryFolders.Count > 0)
        {
            environment["LD_LIBRARY_PATH"] = string.Join(':', LibraryFolders);
        }

        return environment;
    }
}
