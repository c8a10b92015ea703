using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rlm.Wasm.Files;

/// <summary>Files and folders that only their owner can read.</summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private const int Interrupted = 4;
    private const int NoEntry = 2;
    private const int NotAFolder = 20;
    private const int Invalid = 22;
    private const int ReadOnlyDisk = 30;
    private const int NotSupported = 95;

    // Read only, not passed on to children; and a pipe that took a file's place in the last moment is not waited for.
    private const int OpenToRead = 0x80000 | 0x800;
    private const int ExclusiveNow = 2 | 4;

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

    /// <summary>
    /// Makes a folder, or takes the rights of others away from one that holds nothing but files of this user. One that
    /// holds more may be somebody's home or /etc: it is left as it is, and used only when others cannot write to it.
    /// </summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user, or others can write to it.</exception>
    public static void OwnFolder(string path)
    {
        CreateFolder(path);
        var facts = FileFacts.OfTarget(path) ?? throw new DirectoryNotFoundException($"{path} is gone.");
        if (facts.Kind != FileKind.Folder)
        {
            throw new IOException($"{path} is not a folder. Remove it, or name another.");
        }

        if (!facts.IsOurs)
        {
            throw new UnauthorizedAccessException($"{path} belongs to another user. Name a folder of your own.");
        }

        if (facts.IsOpenToOthers && !(HoldsOnlyOurFiles(path) && TryTighten(path)) && facts.IsWritableByOthers)
        {
            throw new UnauthorizedAccessException(
                $"Other users can write to {path}, and it holds more than RLM's files. Name a folder of its own, or run `chmod go-rwx` on it.");
        }
    }

    public static FileStream Create(string path)
    {
        // The lock that comes with sharing is what tells TryLock that the writer lives.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes all of a file.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="bytes">All that is to be in it.</param>
    /// <param name="flush">Whether to wait until the disk has it.</param>
    /// <exception cref="IOException">The disk has no room, or the file would be larger than this user's may be.</exception>
    public static void Write(FileStream stream, ReadOnlySpan<byte> bytes, bool flush = true)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // What .NET makes of EFBIG, which is a limit of the disk and not a fault of the caller.
            throw new IOException(exception.Message, exception);
        }

        stream.Flush(flushToDisk: flush);
    }

    /// <summary>
    /// Opens what has this name for reading, when that is an ordinary file. Links are not followed, and nothing waits
    /// for the other end of a pipe.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="facts">What was found; null when there is nothing of that name.</param>
    /// <returns>The open file; null when there is none, or what is there is not one.</returns>
    public static SafeFileHandle? OpenOrdinary(string path, out FileFacts? facts)
    {
        facts = FileFacts.OfName(path);
        if (facts is not { Kind: FileKind.Regular })
        {
            return null;
        }

        if (!OperatingSystem.IsLinux())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        var handle = Open(path);
        if (handle is null)
        {
            facts = null;
            return null;
        }

        // Between the look and the opening something else may have taken the name.
        facts = FileFacts.Of(handle, path);
        if (facts.Kind == FileKind.Regular)
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Takes the rights of others away from an open file that has any.</summary>
    public static void Tighten(SafeFileHandle handle, FileFacts facts)
    {
        if (facts.IsOpenToOthers && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(handle, OwnerFile);
        }
    }

    /// <summary>Whether nobody has this file open to write it. Linux only; elsewhere nobody can tell.</summary>
    public static bool TryLock(SafeFileHandle handle) =>
        OperatingSystem.IsLinux() && Lock((int)handle.DangerousGetHandle(), ExclusiveNow) == 0;

    /// <summary>Makes a new name in a folder outlive a power cut, as far as the file system can.</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var handle = Open(folder) ?? throw new DirectoryNotFoundException($"{folder} is gone.");
        while (Sync((int)handle.DangerousGetHandle()) != 0)
        {
            // Some file systems cannot flush a folder, and then need not.
            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    continue;
                case Invalid or ReadOnlyDisk or NotSupported:
                    return;
                default:
                    throw NativeFailure.Of(folder);
            }
        }
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

    private static bool HoldsOnlyOurFiles(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).All(path => FileFacts.OfName(path) is null or { Kind: not FileKind.Folder, IsOurs: true });

    // False, so that the caller decides with the rights as they are: on a disk that can only be read they do no harm.
    private static bool TryTighten(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        try
        {
            File.SetUnixFileMode(folder, OwnerFolder);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static SafeFileHandle? Open(string path)
    {
        int file;
        do
        {
            file = OpenNative(path, OpenToRead);
        }
        while (file < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return file >= 0 ? new SafeFileHandle(file, ownsHandle: true)
            : Marshal.GetLastPInvokeError() is NoEntry or NotAFolder ? null
            : throw NativeFailure.Of(path);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);
}
