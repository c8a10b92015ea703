namespace Rlm.Documents;

/// <summary>What a file's name promises.</summary>
internal enum ArchiveKind
{
    None,

    /// <summary>One compressed document.</summary>
    Gzip,
    Zip,
    Tar,
    GzippedTar,
}

/// <summary>Tells archives by their names, and takes the compression off a name.</summary>
internal static class ArchiveNames
{
    public static ArchiveKind KindOf(string name) =>
        Ends(name, ".tar.gz") || Ends(name, ".tgz") ? ArchiveKind.GzippedTar
        : Ends(name, ".gz") ? ArchiveKind.Gzip
        : Ends(name, ".zip") ? ArchiveKind.Zip
        : Ends(name, ".tar") ? ArchiveKind.Tar
        : ArchiveKind.None;

    public static string WithoutGzip(string name) => Ends(name, ".gz") && name.Length > 3 ? name[..^3] : name;

    private static bool Ends(string name, string end) => name.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
