namespace Rlm.Sessions;

/// <summary>Files and folders that only their owner may read.</summary>
internal static class OwnFiles
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder; those above it that are missing too get the rights that are usual.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Folder);
        }
    }

    /// <summary>Opens a file that holds nothing and is locked while it is open.</summary>
    /// <exception cref="IOException">Somebody else has it open, or it cannot be made.</exception>
    public static FileStream Claim(string path) => new(path, Options(FileMode.OpenOrCreate));

    /// <summary>Writes a file in one step: whoever reads it sees all of the old or all of the new.</summary>
    public static void Replace(string path, Action<Stream> write)
    {
        var draft = path + ".tmp";
        using (var stream = new FileStream(draft, Options(FileMode.Create)))
        {
            write(stream);
        }

        System.IO.File.Move(draft, path, overwrite: true);
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File;
        }

        return options;
    }
}
