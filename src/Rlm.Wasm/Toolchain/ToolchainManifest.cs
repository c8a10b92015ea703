using System.Text.Json.Serialization;

namespace Rlm.Wasm.Toolchain;

/// <summary>What a search found, so that the next one reads a small file and starts no process.</summary>
/// <param name="Rustc">The compiler.</param>
/// <param name="RustcSize">Its size then.</param>
/// <param name="RustcTime">Its time of last change then, in ticks of UTC.</param>
/// <param name="Version">As in <see cref="RustToolchain.Version"/>.</param>
/// <param name="Origin">As in <see cref="ToolchainCandidate.Origin"/>.</param>
/// <param name="LibraryFolders">As in <see cref="RustToolchain.LibraryFolders"/>.</param>
/// <param name="Sysroot">As in <see cref="RustToolchain.Sysroot"/>.</param>
/// <param name="Linker">As in <see cref="RustToolchain.LinkerPath"/>.</param>
/// <param name="LibraryFolder">As in <see cref="RustToolchain.LibraryFolder"/>.</param>
/// <param name="Crates">As in <see cref="RustToolchain.Crates"/>, with the sizes.</param>
/// <param name="Launcher">As in <see cref="RustToolchain.LauncherPath"/>.</param>
/// <param name="ByteSearch">As in <see cref="RustToolchain.ByteSearchSymbol"/>.</param>
/// <param name="Fingerprint">As in <see cref="RustToolchain.Fingerprint"/>.</param>
internal sealed record ToolchainManifest(
    string Rustc,
    long RustcSize,
    long RustcTime,
    string Version,
    string Origin,
    IReadOnlyList<string> LibraryFolders,
    string Sysroot,
    string? Linker,
    string LibraryFolder,
    IReadOnlyList<CrateFile> Crates,
    string? Launcher,
    string? ByteSearch,
    string Fingerprint)
{
    /// <summary>Whether the compiler and the libraries on disk are still those that it was written for.</summary>
    public bool Holds()
    {
        var rustc = new FileInfo(Rustc);
        return rustc.Exists && rustc.Length == RustcSize && rustc.LastWriteTimeUtc.Ticks == RustcTime
            && (Linker is null || File.Exists(Linker))
            && (Launcher is null || File.Exists(Launcher))
            && Crates.Count > 0
            && Crates.All(crate => new FileInfo(Path.Combine(LibraryFolder, crate.File)) is { Exists: true } file && file.Length == crate.Size);
    }

    public RustToolchain ToToolchain() => new()
    {
        RustcPath = Rustc,
        Version = Version,
        LibraryFolders = LibraryFolders,
        Sysroot = Sysroot,
        LinkerPath = Linker,
        LibraryFolder = LibraryFolder,
        Crates = [.. Crates.Select(crate => new GuestCrate(crate.Name, crate.Version, Path.Combine(LibraryFolder, crate.File)))],
        LauncherPath = Launcher,
        ByteSearchSymbol = ByteSearch,
        Fingerprint = Fingerprint,
    };
}

/// <summary>A built crate in some folder.</summary>
internal sealed record CrateFile(string Name, string Version, string File, long Size);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ToolchainManifest))]
[JsonSerializable(typeof(CrateFile[]))]
[JsonSerializable(typeof(Jail.JailPlan))]
internal sealed partial class ToolchainJson : JsonSerializerContext;
