namespace Rlm.Wasm.Tests.Caching;

/// <summary>
/// A way for the disk to fail. The scripts are those of a shell in a folder of the case's own: entries go to
/// <c>cache/modules</c>, the key to <c>config/key</c>.
/// </summary>
/// <param name="Name">What fails.</param>
/// <param name="Needs">What the case cannot do without.</param>
/// <param name="Before">What is done before the process starts.</param>
/// <param name="During">A command to the process after its first module; null for none.</param>
/// <param name="Folder">Where entries go.</param>
internal sealed record DiskFault(string Name, Needs Needs, string Before, string[]? During = null, string Folder = "cache/modules")
{
    private const string Own = "mkdir -p -m 700 cache/modules config; ";
    private const string Key = "head -c 32 /dev/urandom > config/key; chmod 600 config/key; ";
    private const string Disk = Own + "mount -t tmpfs -o mode=700,size=";

    public static IReadOnlyList<DiskFault> All { get; } =
    [
        new("a full disk", Needs.Mounts, Disk + "4k tmpfs cache/modules; head -c 4096 /dev/zero > cache/modules/fill"),
        new("a file where the folder should be", Needs.Nothing, "mkdir -m 700 cache; touch cache/modules"),
        new("a disk that can only be read", Needs.Mounts, Own + "mount -t tmpfs -o ro,mode=700 tmpfs cache/modules"),
        new("a folder without rights", Needs.Modes, Own + "chmod 000 cache/modules"),
        new("a key that cannot be read", Needs.Modes, Own + Key + "chmod 000 config/key"),
        new("a disk that fills meanwhile", Needs.Mounts, Disk + "1m tmpfs cache/modules", ["shell", "cat /dev/zero > cache/modules/fill 2>/dev/null || true"]),
        new("a folder that vanishes for a file", Needs.Nothing, Own, ["shell", "rm -r cache/modules; touch cache/modules"]),
        new("a flush to disk that fails", Needs.Loops, Own + "mkdir disk; mount -t tmpfs -o size=16m tmpfs disk; truncate -s 32M disk/image; mkfs.ext4 -q -F disk/image; "
            + "mount -o loop disk/image cache/modules; rmdir cache/modules/lost+found; chmod 700 cache/modules; cat /dev/zero > disk/fill 2>/dev/null || true"),
        new("a file where its parent should be", Needs.Nothing, "touch cache"),
        new("a link that leads nowhere", Needs.Nothing, "mkdir -m 700 cache; ln -s /nowhere/at/all cache/modules"),
        new("a link that leads to itself", Needs.Nothing, "mkdir -m 700 cache; ln -s modules cache/modules"),
        new("a device in place of the folder", Needs.Nothing, string.Empty, Folder: "/dev/full"),
        new("a folder of the kernel", Needs.Nothing, string.Empty, Folder: "/proc/self"),
        new("a path that is too long", Needs.Nothing, string.Empty, Folder: string.Join('/', Enumerable.Repeat(new string('x', 200), 25))),
        new("a folder that cannot be written", Needs.Modes, Own + "chmod 500 cache/modules"),
        new("a parent without rights", Needs.Modes, Own + "chmod 000 cache"),
        new("a folder that loses its rights meanwhile", Needs.Modes, Own, ["shell", "chmod 000 cache/modules"]),
        new("a folder of another user", Needs.Owners, Own + "chown 54321 cache/modules"),
        new("a folder that others can write to, with more in it", Needs.Nothing, Own + "mkdir cache/modules/more; chmod 777 cache/modules"),
        new("a disk without room for another name", Needs.Mounts, Disk + "1m,nr_inodes=1 tmpfs cache/modules"),
        new("a disk that becomes read-only meanwhile", Needs.Mounts, Disk + "1m tmpfs cache/modules", ["shell", "mount -o remount,ro cache/modules"]),
        new("a folder bound read-only", Needs.Mounts, Own + "mount --bind cache/modules cache/modules; mount -o remount,bind,ro cache/modules"),
        new("a folder that vanishes with its disk", Needs.Mounts, Disk + "1m tmpfs cache/modules", ["shell", "umount cache/modules; mount -t tmpfs -o ro,mode=700 tmpfs cache/modules"]),
        new("a folder where nothing can be renamed", Needs.Flags, Disk + "1m tmpfs cache/modules; chattr +a cache/modules"),
        new("a folder where nothing can be changed", Needs.Flags, Disk + "1m tmpfs cache/modules; chattr +i cache/modules"),
        new("a limit on the size of files", Needs.FileSizes, Own + Key),
        new("no more open files", Needs.Nothing, Own + Key + "ulimit -n 256", ["take-files"]),
        new("a key folder without rights", Needs.Modes, Own + Key + "chmod 000 config"),
        new("a key folder of another user", Needs.Owners, Own + Key + "chown 54321 config"),
        new("a key folder that others can write to, with more in it", Needs.Nothing, Own + Key + "mkdir config/more; chmod 777 config"),
        new("a file where the key folder should be", Needs.Nothing, "touch config"),
        new("a folder in place of the key", Needs.Nothing, Own + "mkdir config/key"),
        new("a pipe in place of the key", Needs.Nothing, Own + "mkfifo -m 600 config/key"),
        new("a device in place of the key", Needs.Owners, Own + "mknod -m 600 config/key c 1 5"),
        new("something else than a key", Needs.Nothing, Own + "head -c 4000 /dev/urandom > config/key; chmod 600 config/key"),
        new("a full disk for the key", Needs.Mounts, Own + "mount -t tmpfs -o mode=700,size=4k tmpfs config; head -c 4096 /dev/zero > config/fill"),
        new("a disk for the key that can only be read", Needs.Mounts, Own + "mount -t tmpfs -o ro,mode=700 tmpfs config"),
    ];

    public override string ToString() => Name;
}

/// <summary>What must be permitted to whoever runs the tests, or a case is left out.</summary>
internal enum Needs
{
    /// <summary>Nothing but a shell.</summary>
    Nothing,

    /// <summary>Modes that bind: as root, a process without capabilities.</summary>
    Modes,

    /// <summary>Giving files away: root.</summary>
    Owners,

    /// <summary>Mounts that only the process sees and that go with it.</summary>
    Mounts,

    /// <summary>Mounts, and flags of files: root.</summary>
    Flags,

    /// <summary>Mounts of an image: root and loop devices.</summary>
    Loops,

    /// <summary>A limit on the size of files, which .NET outlives only with one of its own settings.</summary>
    FileSizes,
}
