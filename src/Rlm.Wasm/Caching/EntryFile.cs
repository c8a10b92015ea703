namespace Rlm.Wasm.Caching;

/// <summary>A file of the cache's folder as it was when it was listed.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Length">Size in bytes.</param>
/// <param name="Used">Time of last use, UTC.</param>
internal sealed record EntryFile(string Path, long Length, DateTime Used)
{
    /// <summary>The files whose names end so; none when there is no such folder.</summary>
    public static List<EntryFile> List(string folder, string suffix)
    {
        var info = new DirectoryInfo(folder);
        return info.Exists ? [.. info.EnumerateFiles("*" + suffix).Select(Look).OfType<EntryFile>()] : [];
    }

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
