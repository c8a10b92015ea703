namespace Rlm.Wasm.Caching;

/// <summary>A file of the cache's folder as it was when it was listed.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Length">Size in bytes.</param>
/// <param name="Used">Time of last use, UTC.</param>
internal sealed record EntryFile(string Path, long Length, DateTime Used)
{
    /// <summary>Ends the name of a module.</summary>
    public const string Module = ".module";

    /// <summary>Ends the name of a bundle of parts.</summary>
    public const string Parts = ".parts";

    private const string TemporarySuffix = ".tmp";
    private const int KeyLength = 64;

    private static readonly string[] Suffixes = [Module, Parts];

    /// <summary>The file that an entry is kept in.</summary>
    public static string PathOf(string folder, string key, string suffix) => System.IO.Path.Combine(folder, key + suffix);

    /// <summary>A name of its own to write an entry under before it gets its name.</summary>
    public static string TemporaryOf(string entry) => $"{entry}.{Environment.ProcessId}.{Guid.NewGuid():N}{TemporarySuffix}";

    /// <summary>The key of a module, or the name of a bundle.</summary>
    public string Key => System.IO.Path.GetFileName(Path)[..KeyLength];

    /// <summary>What the name ends with, which says what the file is.</summary>
    public string Suffix => System.IO.Path.GetFileName(Path)[KeyLength..];

    /// <summary>The entries of a folder; none when there is no such folder.</summary>
    public static List<EntryFile> Entries(string folder) => List(folder, rest => Suffixes.Contains(rest));

    /// <summary>What writers have not given its name yet, or never will.</summary>
    public static List<EntryFile> Temporaries(string folder) =>
        List(folder, rest => rest.EndsWith(TemporarySuffix, StringComparison.Ordinal) && Suffixes.Any(suffix => rest.StartsWith(suffix + ".", StringComparison.Ordinal)));

    // Only names that we give: the folder may hold other people's files, some with the same ending.
    private static List<EntryFile> List(string folder, Func<string, bool> isOurs)
    {
        var info = new DirectoryInfo(folder);
        return info.Exists
            ? [.. info.EnumerateFiles().Where(f => StartsWithKey(f.Name) && isOurs(f.Name[KeyLength..])).Select(Look).OfType<EntryFile>()]
            : [];
    }

    private static bool StartsWithKey(string name) => name.Length > KeyLength && name.Take(KeyLength).All(char.IsAsciiHexDigitLower);

    // Another process may remove a file between its listing and this look.
    private static EntryFile? Look(FileInfo file)
    {
        try
        {
            return new EntryFile(file.FullName, file.Length, file.LastWriteTimeUtc);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
