using System.Runtime.InteropServices;

namespace Rlm.Wasm.Caching;

/// <summary>Files and folders that only their owner can read.</summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // Profile folders are private on Windows.
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
    }

    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Gives a complete file its name unless there is one of that name already; then the file goes. Of several
    /// processes one wins: <c>File.Move</c> looks first and renames then, and all of them could.
    /// </summary>
    public static void Publish(string temporary, string path)
    {
        // Where links cannot be had, the race is left.
        if (OperatingSystem.IsWindows() || (Link(temporary, path) != 0 && !File.Exists(path)))
        {
            try
            {
                File.Move(temporary, path, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(path))
            {
            }
        }

        File.Delete(temporary);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
