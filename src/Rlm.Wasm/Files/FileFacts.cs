using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rlm.Wasm.Files;

/// <summary>What kind of thing has a name in a folder.</summary>
internal enum FileKind
{
    Regular,
    Folder,
    Link,

    /// <summary>A pipe, a socket or a device: opening it can wait for ever, or do something.</summary>
    Other,
}

/// <summary>What the kernel says about a file. Owner and kind are known on Linux; elsewhere as much as .NET tells.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="IsOurs">Whether the user that this process runs as owns it.</param>
/// <param name="Mode">Who may do what.</param>
/// <param name="Length">Size in bytes.</param>
internal sealed partial record FileFacts(FileKind Kind, bool IsOurs, UnixFileMode Mode, long Length)
{
    private const UnixFileMode OthersMayAnything = OthersMayWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const int WorkingFolder = -100;
    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int NoEntry = 2;
    private const int NotAFolder = 20;

    /// <summary>Whether anybody but the owner has any right.</summary>
    public bool IsOpenToOthers => (Mode & OthersMayAnything) != 0;

    /// <summary>Whether anybody but the owner may change it.</summary>
    public bool IsWritableByOthers => (Mode & OthersMayWrite) != 0;

    /// <summary>The facts of what has this name, a link itself and not what it leads to; null when nothing has.</summary>
    public static FileFacts? OfName(string path) => Look(path, follow: false);

    /// <summary>The facts of what this name leads to; null when that is nothing.</summary>
    public static FileFacts? OfTarget(string path) => Look(path, follow: true);

    /// <summary>The facts of an open file.</summary>
    public static FileFacts Of(SafeFileHandle handle, string path) => OperatingSystem.IsLinux()
        ? Stat((int)handle.DangerousGetHandle(), string.Empty, EmptyPath, path)!
        : new FileFacts(FileKind.Regular, true, ModeOf(path), RandomAccess.GetLength(handle));

    private static FileFacts? Look(string path, bool follow)
    {
        if (OperatingSystem.IsLinux())
        {
            return Stat(WorkingFolder, path, follow ? 0 : NoFollow, path);
        }

        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return info switch
        {
            { LinkTarget: not null } when !follow => new FileFacts(FileKind.Link, true, UnixFileMode.None, 0),
            DirectoryInfo => new FileFacts(FileKind.Folder, true, ModeOf(path), 0),
            FileInfo { Exists: true } file => new FileFacts(FileKind.Regular, true, ModeOf(path), file.Length),
            _ => null,
        };
    }

    // Windows has no modes; there the folders of a profile are private.
    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static FileFacts? Stat(int folder, string path, int flags, string shown)
    {
        if (StatX(folder, path, flags, BasicStats, out var found) == 0)
        {
            var kind = (found.Mode & 0xf000) switch
            {
                0x8000 => FileKind.Regular,
                0x4000 => FileKind.Folder,
                0xa000 => FileKind.Link,
                _ => FileKind.Other,
            };
            return new FileFacts(
                kind,
                found.User == EffectiveUser(),
                (UnixFileMode)(found.Mode & 0xfff),
                (long)Math.Min(found.Size, long.MaxValue));
        }

        return Marshal.GetLastPInvokeError() is NoEntry or NotAFolder ? null : throw NativeFailure.Of(shown);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out KernelFacts found);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    /// <summary><c>struct statx</c>, which is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct KernelFacts
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;
    }
}
