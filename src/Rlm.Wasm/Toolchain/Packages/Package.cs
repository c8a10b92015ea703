namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>A Debian package that can be had.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, as Debian writes it.</param>
/// <param name="Size">Bytes of the <c>.deb</c> file, or 0 when not told.</param>
/// <param name="Depends">Names that it needs: for each need the alternatives, without versions and architectures.</param>
/// <param name="Provides">Other names that it answers to.</param>
internal sealed record Package(
    string Name, string Version, long Size, IReadOnlyList<IReadOnlyList<string>> Depends, IReadOnlyList<string> Provides)
{
    /// <summary>The <c>.deb</c> file when it lies on disk already; null: it is to be downloaded.</summary>
    public string? File { get; init; }
}
