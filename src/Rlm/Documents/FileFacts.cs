using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Rlm.Documents;

/// <summary>What lies at a path.</summary>
internal enum FileKind
{
    Missing,
    File,
    Folder,
    Link,
    Other,
}

/// <summary>
/// What a file is, without opening it: opening a pipe waits for its writer, and opening a device may do anything.
/// </summary>
/// <remarks>
/// .NET does not tell a pipe from a file, so Linux is asked itself: <c>statx</c> has one layout on all processors.
/// Elsewhere .NET's answer is taken, and a file of no length is not opened.
/// </remarks>
internal readonly record struct FileFacts(FileKind Kind, long Length, long Modified, ulong Node, ulong Device)
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int NoSuchFile = 2;
    private const int NotAFolder = 20;
    private static readonly bool Linux = OperatingSystem.IsLinux();

    /// <summary>When the file was changed in any way, in nanoseconds; no program can set it. 0 where it is not known.</summary>
    public long Changed { get; init; }

    /// <summary>Whether what is there now still holds what was there then: the same file, not shorter, not written anew.</summary>
    public bool Holds(FileFacts then) =>
        Kind == FileKind.File && Node == then.Node && Device == then.Device &&
        (Length > then.Length || (Length == then.Length && Modified == then.Modified));

    public static FileFacts Of(string path, bool followLinks)
    {
        if (Linux)
        {
            var buffer = new byte[256];
            var name = Encoding.UTF8.GetBytes(path + '\0');
            if (Statx(CurrentFolder, name, followLinks ? 0 : NoFollow, BasicStats, buffer) == 0)
            {
                return Read(buffer);
            }

            // Other faults (rights, above all) belong to whoever opens the file.
            return Marshal.GetLastPInvokeError() is NoSuchFile or NotAFolder ? default : new(FileKind.File, 0, 0, 0, 0);
        }

        FileSystemInfo info = new FileInfo(path);
        info = followLinks ? info.ResolveLinkTarget(returnFinalTarget: true) ?? info : info;
        return Of(info);
    }

    public static FileFacts Of(SafeFileHandle handle, string path)
    {
        if (Linux)
        {
            var buffer = new byte[256];
            var held = false;
            try
            {
                handle.DangerousAddRef(ref held);
                return Statx((int)handle.DangerousGetHandle(), [0], EmptyPath, BasicStats, buffer) == 0 ? Read(buffer) : default;
            }
            finally
            {
                if (held)
                {
                    handle.DangerousRelease();
                }
            }
        }

        return Of(path, followLinks: true);
    }

    private static FileFacts Of(FileSystemInfo info)
    {
        if (!info.Exists && !Directory.Exists(info.FullName))
        {
            return default;
        }

        var kind = info.Attributes.HasFlag(FileAttributes.ReparsePoint) && info.LinkTarget is not null ? FileKind.Link
            : info.Attributes.HasFlag(FileAttributes.Directory) ? FileKind.Folder
            : info.Attributes.HasFlag(FileAttributes.Device) ? FileKind.Other
            : FileKind.File;
        var length = kind == FileKind.File && info is FileInfo file ? file.Length : 0;
        return new(kind, length, info.LastWriteTimeUtc.Ticks, 0, 0);
    }

    private static FileFacts Read(ReadOnlySpan<byte> statx)
    {
        // linux/stat.h: mode at 28, inode at 32, size at 40, times of change at 96 and of modification at 112, device at 136.
        const int typeMask = 0xF000, folder = 0x4000, file = 0x8000, link = 0xA000;
        var kind = (MemoryMarshal.Read<ushort>(statx[28..]) & typeMask) switch
        {
            folder => FileKind.Folder,
            file => FileKind.File,
            link => FileKind.Link,
            _ => FileKind.Other,
        };
        return new(
            kind,
            MemoryMarshal.Read<long>(statx[40..]),
            Nanoseconds(statx[112..]),
            MemoryMarshal.Read<ulong>(statx[32..]),
            MemoryMarshal.Read<ulong>(statx[136..]))
        { Changed = Nanoseconds(statx[96..]) };
    }

    private static long Nanoseconds(ReadOnlySpan<byte> time) =>
        unchecked((MemoryMarshal.Read<long>(time) * 1_000_000_000) + MemoryMarshal.Read<uint>(time[8..]));

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] result);
}
