using System.Diagnostics;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Files;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>What somebody may put where an entry or its temporary file is looked for: it is never waited for, followed, or read whole.</summary>
[Trait("Category", "Security")]
public sealed class PlantedFilesTests
{
    private const long TenGigabytes = 10L << 30;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Plants =>
        ["a pipe", "a link to a good entry", "a link to a secret", "a link to /dev/zero", "a link to nothing", "a link to itself", "an empty folder", "a socket", "ten gigabytes"];

    [Theory]
    [MemberData(nameof(Plants))]
    public async Task What_is_no_file_of_ours_is_removed_unread(string plant)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        using var folder = new TempFolder();
        var module = SmallModule.Make(1);
        await SmallModule.Cache(folder).GetReadyMadeAsync(module, Stop);
        var path = SmallModule.EntryOf(folder, module);
        var secret = folder.Write("secret", "secret");
        File.Move(path, folder.PathOf("good"));
        using var socket = await PlantAsync(plant, path, folder);
        var logger = new ListLogger<ModuleCache>();
        var cache = SmallModule.Cache(folder, logger);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var lookup = await cache.GetReadyMadeAsync(module, Stop);

        Assert.Equal((CacheTier.None, 1L, 1L), (lookup.Tier, cache.GetStats().Refused, cache.GetStats().Misses));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 64 << 20);
        Assert.Contains("damaged", Assert.Single(logger.Warnings), StringComparison.Ordinal);
        Assert.Equal("secret", await File.ReadAllTextAsync(secret, Stop));
        Assert.Null(new FileInfo(path).LinkTarget);
        Assert.Equal(CacheTier.Disk, (await SmallModule.Cache(folder).GetReadyMadeAsync(module, Stop)).Tier);
        Assert.True(File.Exists(folder.PathOf("good")));
    }

    [Fact]
    public async Task A_full_folder_under_an_entry_s_name_is_left_and_everything_goes_on()
    {
        using var folder = new TempFolder();
        var module = SmallModule.Make(1);
        var inside = folder.Write($"modules/{module.Key}.module/file", "of somebody");
        var logger = new ListLogger<ModuleCache>();
        var cache = SmallModule.Cache(folder, logger);

        Assert.NotNull((await cache.GetReadyMadeAsync(module, Stop)).Module);
        Assert.Equal(CacheTier.Memory, (await cache.GetReadyMadeAsync(module, Stop)).Tier);

        Assert.Equal("of somebody", await File.ReadAllTextAsync(inside, Stop));
        Assert.Equal((1, 2), (cache.GetStats().Refused, logger.Warnings.Count));
    }

    [Fact]
    public async Task Temporary_files_that_nobody_writes_go_at_the_start_whatever_they_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere they go after an hour.");
        using var folder = new TempFolder();
        await SmallModule.Cache(folder).GetReadyMadeAsync(SmallModule.Make(1), Stop);
        var secret = folder.Write("secret", "secret");
        var name = SmallModule.EntryOf(folder, SmallModule.Make(2));
        await File.WriteAllTextAsync(name + ".1.a.tmp", "half", Stop);
        await File.WriteAllTextAsync(name + ".1.b.tmp", string.Empty, Stop);
        using var pipe = await PlantAsync("a pipe", name + ".1.c.tmp", folder);
        File.CreateSymbolicLink(name + ".1.d.tmp", secret);
        var others = folder.Write("modules/notes.tmp", "of somebody");
        await using var written = PrivateFiles.Create(name + ".1.e.tmp");
        var logger = new ListLogger<ModuleCache>();

        var cache = SmallModule.Cache(folder, logger);

        Assert.Equal([written.Name], Directory.EnumerateFiles(folder.PathOf("modules"), "*.tmp").Except([others]));
        Assert.True(File.Exists(secret));
        Assert.Equal(1, cache.GetStats().DiskItems);
        Assert.Empty(logger.Warnings);
    }

    [Fact]
    public void Files_of_others_with_our_ending_are_neither_counted_nor_removed()
    {
        using var folder = new TempFolder();
        var others = folder.Write("modules/views.module", "of somebody");
        var almost = folder.Write($"modules/{new string('A', 64)}.module", "of somebody");
        var cache = SmallModule.Cache(folder);

        Assert.Equal((0, 0, 0), (cache.Clear(), cache.GetStats().DiskItems, cache.Verify(Stop).Removed.Count));
        Assert.True(File.Exists(others) && File.Exists(almost));
    }

    [Fact]
    public async Task An_entry_that_is_larger_than_the_tier_drives_out_no_other()
    {
        using var folder = new TempFolder();
        var small = SmallModule.Make(1);
        await SmallModule.Cache(folder).GetReadyMadeAsync(small, Stop);
        var key = SealKey.LoadOrCreate(SmallModule.Options(folder).KeyFile!);
        var tier = new DiskTier(folder.PathOf("modules"), 100_000, key, TimeProvider.System, new ListLogger<ModuleCache>());

        tier.Write(new ModuleEntryHeader($"{9:x64}", SmallModule.Signature, [], 1, 1, 200_000), new byte[1], new byte[200_000]);

        Assert.Equal([small.Key], tier.Keys());
        Assert.Equal(0, tier.Evictions);
    }

    /// <summary>Puts something there; what is returned keeps it there.</summary>
    private static async Task<IDisposable?> PlantAsync(string plant, string path, TempFolder folder)
    {
        switch (plant)
        {
            case "a pipe":
                using (var mkfifo = Process.Start("mkfifo", [path]))
                {
                    await mkfifo.WaitForExitAsync(Stop);
                    Assert.Equal(0, mkfifo.ExitCode);
                }

                return null;
            case "a socket":
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, default);

                // A path of a socket has little room.
                socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(folder.PathOf("s")));
                File.Move(folder.PathOf("s"), path);
                return socket;
            case "an empty folder":
                Directory.CreateDirectory(path);
                return null;
            case "ten gigabytes":
                await using (var file = File.Create(path))
                {
                    file.SetLength(TenGigabytes);
                }

                return null;
            default:
                File.CreateSymbolicLink(path, plant switch
                {
                    "a link to a good entry" => folder.PathOf("good"),
                    "a link to a secret" => folder.PathOf("secret"),
                    "a link to /dev/zero" => "/dev/zero",
                    "a link to nothing" => folder.PathOf("nothing"),
                    "a link to itself" => path,
                    _ => throw new ArgumentOutOfRangeException(nameof(plant)),
                });
                return null;
        }
    }
}
