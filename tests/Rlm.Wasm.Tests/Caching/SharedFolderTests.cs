using System.Text;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Several processes over one folder, and folders that cannot be used.</summary>
public sealed class SharedFolderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_caches_over_one_new_folder_agree()
    {
        using var folder = new TempFolder();
        var options = new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("keys", "key") };

        var caches = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new ModuleCache(Sandbox.Compiler, options))));
        var lookups = await Task.WhenAll(caches.Select(cache => Task.Run(() => cache.GetAsync(FilledFolder.Source, Stop))));

        Assert.All(lookups, lookup => Assert.NotNull(lookup.Module));
        Assert.All(caches, cache => Assert.Equal(0, cache.GetStats().Refused));
        Assert.Single(Directory.EnumerateFileSystemEntries(options.Folder));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder.PathOf("keys")));
        Assert.Equal(CacheTier.Disk, (await new ModuleCache(Sandbox.Compiler, options).GetAsync(FilledFolder.Source, Stop)).Tier);
    }

    [Fact]
    public void Readers_beside_writers_and_evictions_see_whole_entries_or_none()
    {
        using var folder = new TempFolder();
        var logger = new ListLogger<ModuleCache>();
        var tiers = Enumerable.Range(0, 4)
            .Select(_ => new DiskTier(folder.PathOf("modules"), 400_000, SealKey.LoadOrCreate(folder.PathOf("key")), TimeProvider.System, logger)).ToList();

        Parallel.For(0, 400, i =>
        {
            var (tier, name) = (tiers[i % 4], $"{i % 7:x64}");
            if (i % 3 == 0)
            {
                var native = new byte[1_000 * (1 + (i % 97))];
                Array.Fill(native, (byte)i);
                tier.Write(new ModuleEntryHeader(name, new AnalysisSignature(["input"], false, []), [], 1, 1, native.Length), new byte[1], native);
            }
            else if (tier.TryRead(name) is { } entry)
            {
                Assert.Equal(entry.Header.NativeBytes, entry.Native.Length);
                Assert.False(entry.Native.Span.ContainsAnyExcept(entry.Native.Span[0]));
            }
        });

        Assert.Empty(logger.Warnings);
        Assert.All(tiers, tier => Assert.Equal(0, tier.Refused));
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.PathOf("modules")), file => file.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.InRange(tiers[0].Measure().Bytes, 1, 400_000);
    }

    [Fact]
    public void All_that_make_the_key_at_once_get_the_same()
    {
        using var folder = new TempFolder();
        var seals = new string[32];

        Parallel.For(0, seals.Length, i =>
        {
            var seal = new byte[32];
            SealKey.LoadOrCreate(folder.PathOf("keys", "key")).Seal("text"u8, seal);
            seals[i] = Convert.ToHexString(seal);
        });

        Assert.Single(seals.Distinct(StringComparer.Ordinal));
        Assert.Equal(["key"], Directory.EnumerateFileSystemEntries(folder.PathOf("keys")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_costs_its_use_and_one_warning()
    {
        using var folder = new TempFolder();
        var logger = new ListLogger<ModuleCache>();
        var options = new ModuleCacheOptions { Folder = Path.Combine(folder.Write("file", ""), "modules"), KeyFile = folder.PathOf("key") };
        var cache = new ModuleCache(Sandbox.Compiler, options, null, logger);

        Assert.NotNull((await cache.GetAsync(FilledFolder.Source, Stop)).Module);
        Assert.Equal(CacheTier.Memory, (await cache.GetAsync(FilledFolder.Source, Stop)).Tier);
        Assert.Equal(0, cache.GetStats().DiskItems);
        cache.Clear();
        Assert.NotNull((await cache.GetAsync(FilledFolder.Source, Stop)).Module);
        Assert.Contains(options.Folder, Assert.Single(logger.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_cannot_be_made_costs_the_disk_tier_and_one_warning()
    {
        using var folder = new TempFolder();
        var logger = new ListLogger<ModuleCache>();
        var options = new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = Path.Combine(folder.Write("file", ""), "key") };

        var lookup = await new ModuleCache(Sandbox.Compiler, options, null, logger).GetAsync(FilledFolder.Source, Stop);

        Assert.NotNull(lookup.Module);
        Assert.Contains(options.KeyFile, Assert.Single(logger.Warnings), StringComparison.Ordinal);
        Assert.False(Directory.Exists(options.Folder));
    }

    [Fact]
    public void A_key_of_the_wrong_length_is_never_used()
    {
        using var folder = new TempFolder();
        var path = folder.Write("key", "short");

        var refused = Assert.Throws<IOException>(() => SealKey.LoadOrCreate(path));

        Assert.Contains("delete it", refused.Message, StringComparison.Ordinal);
        Assert.Equal("short", File.ReadAllText(path, Encoding.UTF8));
        Assert.Equal(["key"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_folder_that_can_only_be_read_still_gives_hits()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || ModesDoNotBind(), "Modes do not bind this user.");
        using var folder = await FilledFolder.MakeAsync();
        var logger = new ListLogger<ModuleCache>();
#pragma warning disable CA1416 // Skipped on Windows.
        File.SetUnixFileMode(folder.Entry, UnixFileMode.UserRead);
        File.SetUnixFileMode(folder.Options.Folder!, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var cache = folder.Open(logger);
            Assert.Equal(CacheTier.Disk, (await cache.GetAsync(FilledFolder.Source, Stop)).Tier);
            Assert.NotNull((await cache.GetAsync(FilledFolder.Source + "\n", Stop)).Module);
            Assert.Single(logger.Warnings);
        }
        finally
        {
            File.SetUnixFileMode(folder.Options.Folder!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
#pragma warning restore CA1416
    }

    [Fact]
    public async Task A_folder_where_nothing_can_be_written_costs_one_warning()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no folder here that nobody can write to.");
        using var folder = new TempFolder();
        var logger = new ListLogger<ModuleCache>();
        var options = new ModuleCacheOptions { Folder = "/proc/self", KeyFile = folder.PathOf("key") };
        var cache = new ModuleCache(Sandbox.Compiler, options, null, logger);

        Assert.NotNull((await cache.GetAsync(FilledFolder.Source, Stop)).Module);
        cache.Clear();
        Assert.NotNull((await cache.GetAsync(FilledFolder.Source, Stop)).Module);
        Assert.Equal((2, 1), (cache.GetStats().Misses, logger.Warnings.Count));
    }

    private static bool ModesDoNotBind()
    {
        using var folder = new TempFolder();
        var file = folder.Write("file", "");
#pragma warning disable CA1416 // Not asked on Windows.
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
#pragma warning restore CA1416
        try
        {
            File.AppendAllText(file, "x");
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
