using System.Diagnostics;
using System.Runtime.Versioning;
using Rlm.Testing;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Folders and keys that were there before, with other rights than ours would have.</summary>
[Trait("Category", "Security")]
[UnsupportedOSPlatform("windows")]
public sealed class RightsTests
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<UnixFileMode> WideFolders => [Everybody, (UnixFileMode)0b111_101_101, (UnixFileMode)0b111_000_001, (UnixFileMode)0b111_010_000];

    public static TheoryData<string> Spoiled =>
        ["readable by its group", "readable by all", "writable by all", "writable by its group", "of another user", "a link to a key", "a link to nothing"];

    [Theory]
    [MemberData(nameof(WideFolders))]
    public async Task Folders_that_are_ours_alone_are_closed_to_others(UnixFileMode mode)
    {
        using var folder = await FilledAsync();
        string[] folders = [folder.PathOf("modules"), folder.PathOf("keys")];
        Array.ForEach(folders, path => File.SetUnixFileMode(path, mode));
        File.SetUnixFileMode(SmallModule.EntryOf(folder, SmallModule.Make(1)), Everybody);
        var logger = new ListLogger<ModuleCache>();

        var lookup = await SmallModule.Cache(folder, logger).GetReadyMadeAsync(SmallModule.Make(1), Stop);

        Assert.Equal(CacheTier.Disk, lookup.Tier);
        Assert.All(folders, path => Assert.Equal(OwnerFolder, File.GetUnixFileMode(path)));
        Assert.Equal(OwnerFile, File.GetUnixFileMode(SmallModule.EntryOf(folder, SmallModule.Make(1))));
        Assert.Empty(logger.Warnings);
    }

    [Fact]
    public async Task A_folder_that_holds_more_than_our_files_keeps_its_rights_and_is_not_used_when_others_can_write_to_it()
    {
        using var folder = await FilledAsync();
        Directory.CreateDirectory(folder.PathOf("keys", "home"));
        var logger = new ListLogger<ModuleCache>();

        File.SetUnixFileMode(folder.PathOf("keys"), (UnixFileMode)0b111_101_101);
        Assert.Equal(CacheTier.Disk, (await SmallModule.Cache(folder, logger).GetReadyMadeAsync(SmallModule.Make(1), Stop)).Tier);
        Assert.Empty(logger.Warnings);
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(folder.PathOf("keys")));

        File.SetUnixFileMode(folder.PathOf("keys"), Everybody);
        Assert.Equal(CacheTier.None, (await SmallModule.Cache(folder, logger).GetReadyMadeAsync(SmallModule.Make(1), Stop)).Tier);
        Assert.Contains("chmod", Assert.Single(logger.Warnings), StringComparison.Ordinal);
        Assert.Equal(Everybody, File.GetUnixFileMode(folder.PathOf("keys")));
    }

    [Theory]
    [MemberData(nameof(Spoiled))]
    public async Task A_key_that_others_could_know_is_replaced_with_one_warning(string how)
    {
        using var folder = await FilledAsync();
        await SmallModule.Cache(folder).GetReadyMadeAsync(SmallModule.Make(2), Stop);
        var path = SmallModule.Options(folder).KeyFile!;
        var old = await File.ReadAllBytesAsync(path, Stop);
        await SpoilAsync(how, path, folder);
        var logger = new ListLogger<ModuleCache>();
        var cache = SmallModule.Cache(folder, logger);

        // What was sealed with it is gone, and so misses: it is not refused one by one.
        Assert.Equal(CacheTier.None, (await cache.GetReadyMadeAsync(SmallModule.Make(1), Stop)).Tier);
        Assert.Equal(CacheTier.None, (await cache.GetReadyMadeAsync(SmallModule.Make(2), Stop)).Tier);
        Assert.Equal((0, 2, 2), (cache.GetStats().Refused, cache.GetStats().Misses, cache.GetStats().DiskItems));
        Assert.Contains(path, Assert.Single(logger.Warnings), StringComparison.Ordinal);

        Assert.Null(new FileInfo(path).LinkTarget);
        Assert.Equal(OwnerFile, File.GetUnixFileMode(path));
        Assert.NotEqual(old, await File.ReadAllBytesAsync(path, Stop));
        Assert.Equal(["key"], Directory.EnumerateFileSystemEntries(folder.PathOf("keys")).Select(Path.GetFileName));
        var again = SmallModule.Cache(folder, logger);
        Assert.Equal(CacheTier.Disk, (await again.GetReadyMadeAsync(SmallModule.Make(1), Stop)).Tier);
        Assert.Single(logger.Warnings);
    }

    [Fact]
    public async Task What_somebody_sealed_with_a_key_that_all_could_read_is_never_used()
    {
        using var folder = await FilledAsync();
        var path = SmallModule.Options(folder).KeyFile!;
        var known = SealKey.LoadOrCreate(path);
        File.SetUnixFileMode(path, OwnerFile | UnixFileMode.OtherRead);
        var logger = new ListLogger<ModuleCache>();
        var cache = SmallModule.Cache(folder, logger);

        // They seal native code of theirs after the new key was made.
        var module = SmallModule.Make(1);
        var header = new ModuleEntryHeader(module.Key, SmallModule.Signature, [], 1, 1, 3);
        await File.WriteAllBytesAsync(SmallModule.EntryOf(folder, module), ModuleEntry.Write(header, "w"u8, "evil"u8[..3], known)!, Stop);

        Assert.Equal(CacheTier.None, (await cache.GetReadyMadeAsync(module, Stop)).Tier);
        Assert.Equal(1, cache.GetStats().Refused);

        // By its seal; had the runtime been given it to load, that would be said.
        Assert.DoesNotContain(logger.Warnings, warning => warning.Contains("loaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_inside_of_the_folder_is_no_key()
    {
        using var folder = new TempFolder();
        var logger = new ListLogger<ModuleCache>();
        var options = new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("modules", "..", "modules", "key") };
        var cache = new ModuleCache(Sandbox.Compiler, options, null, logger);

        Assert.NotNull((await cache.GetReadyMadeAsync(SmallModule.Make(1), Stop)).Module);

        Assert.Contains("another folder", Assert.Single(logger.Warnings), StringComparison.Ordinal);
        Assert.False(Directory.Exists(options.Folder));
    }

    [Fact]
    public void What_is_no_key_is_never_removed()
    {
        using var folder = new TempFolder();
        foreach (var length in (int[])[0, 31, 33, 4_000])
        {
            var path = folder.Write("key", new string('x', length));
            File.SetUnixFileMode(path, Everybody);

            Assert.Contains("delete it", Assert.Throws<IOException>(() => SealKey.LoadOrCreate(path)).Message, StringComparison.Ordinal);
            Assert.Equal(length, new FileInfo(path).Length);
        }
    }

    private static async Task<TempFolder> FilledAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var folder = new TempFolder();
        await SmallModule.Cache(folder).GetReadyMadeAsync(SmallModule.Make(1), Stop);
        return folder;
    }

    private static async Task SpoilAsync(string how, string path, TempFolder folder)
    {
        switch (how)
        {
            case "of another user":
                using (var chown = Process.Start(new ProcessStartInfo("chown", ["54321", path]) { RedirectStandardError = true })!)
                {
                    await chown.WaitForExitAsync(Stop);
                    Assert.SkipUnless(chown.ExitCode == 0, "Only root can give a file away.");
                }

                break;
            case "a link to a key":
                File.Move(path, folder.PathOf("elsewhere"));
                File.CreateSymbolicLink(path, folder.PathOf("elsewhere"));
                break;
            case "a link to nothing":
                File.Delete(path);
                File.CreateSymbolicLink(path, folder.PathOf("nothing"));
                break;
            default:
                File.SetUnixFileMode(path, OwnerFile | how switch
                {
                    "readable by its group" => UnixFileMode.GroupRead,
                    "readable by all" => UnixFileMode.OtherRead,
                    "writable by all" => UnixFileMode.OtherWrite,
                    "writable by its group" => UnixFileMode.GroupWrite,
                    _ => throw new ArgumentOutOfRangeException(nameof(how)),
                });
                break;
        }
    }
}
