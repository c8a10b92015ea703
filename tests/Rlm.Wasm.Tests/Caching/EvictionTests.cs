using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Caching;

public sealed class EvictionTests
{
    private static readonly string A = new('a', 64), B = new('b', 64), C = new('c', 64), D = new('d', 64);

    private static readonly string[] Sources = [.. Enumerable.Range(0, 8).Select(i => $"pub fn analyze(input: &str) -> String {{ format!(\"{i}{{input}}\") }}")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_memory_tier_is_bounded_in_items()
    {
        var cache = new ModuleCache(Sandbox.Compiler, Sandbox.SharedFolder with { MemoryItems = 3 });
        foreach (var source in Sources)
        {
            Assert.NotNull((await cache.GetAsync(source, Stop)).Module);
        }

        var stats = cache.GetStats();
        Assert.InRange(stats.MemoryItems, 1, 3);
        Assert.Equal(Sources.Length - stats.MemoryItems, stats.MemoryEvictions);
        Assert.NotNull((await cache.GetAsync(Sources[0], Stop)).Module);
    }

    [Fact]
    public async Task The_memory_tier_is_bounded_in_bytes()
    {
        var one = (await new ModuleCache(Sandbox.Compiler, Sandbox.SharedFolder).GetAsync(Sources[0], Stop)).Module!.NativeBytes;
        var cache = new ModuleCache(Sandbox.Compiler, Sandbox.SharedFolder with { MemoryBytes = (one * 5 / 2) + 1 });
        foreach (var source in Sources)
        {
            Assert.NotNull((await cache.GetAsync(source, Stop)).Module);
            Assert.InRange(cache.GetStats().MemoryBytes, one / 2, (one * 5 / 2) + 1);
        }

        var stats = cache.GetStats();
        Assert.InRange(stats.MemoryItems, 1, 3);
        Assert.Equal(Sources.Length - stats.MemoryItems, stats.MemoryEvictions);
    }

    [Fact]
    public async Task A_module_larger_than_the_memory_tier_is_used_all_the_same()
    {
        var cache = new ModuleCache(Sandbox.Compiler, Sandbox.SharedFolder with { MemoryBytes = 1 });
        foreach (var source in Sources[..4])
        {
            Assert.NotNull((await cache.GetAsync(source, Stop)).Module);
            Assert.Equal(1, cache.GetStats().MemoryItems);
        }
    }

    [Fact]
    public void The_disk_tier_is_bounded_in_bytes_and_what_was_used_longest_ago_goes_first()
    {
        using var folder = new TempFolder();
        var key = SealKey.LoadOrCreate(folder.PathOf("key"));
        var time = new ManualTime();
        var tier = new DiskTier(folder.PathOf("modules"), 35_000, key, time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        foreach (var name in (string[])[A, B, C])
        {
            Write(tier, name, 10_000);
            File.SetLastWriteTimeUtc(folder.PathOf("modules", name + ".module"), time.Advance());
        }

        time.Advance();
        Assert.NotNull(tier.TryRead(A));
        File.SetLastWriteTimeUtc(folder.PathOf("modules", A + ".module"), time.Advance());
        Write(tier, D, 10_000);

        Assert.Equal([A, C, D], tier.Keys());
        Assert.Equal(1, tier.Evictions);
        Assert.InRange(tier.Measure().Bytes, 30_000, 35_000);
    }

    [Fact]
    public void Reading_an_entry_is_its_use_and_checking_it_is_not()
    {
        using var folder = new TempFolder();
        var time = new ManualTime();
        var tier = new DiskTier(folder.PathOf("modules"), 100_000, SealKey.LoadOrCreate(folder.PathOf("key")), time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Write(tier, A, 10);
        var path = folder.PathOf("modules", A + ".module");
        var before = File.GetLastWriteTimeUtc(path);

        time.Advance();
        Assert.Equal(EntryState.Whole, tier.Verify(A));
        Assert.Equal(before, File.GetLastWriteTimeUtc(path));
        Assert.NotNull(tier.TryRead(A));
        Assert.Equal(time.GetUtcNow().UtcDateTime, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void What_a_killed_process_left_goes_after_an_hour()
    {
        using var folder = new TempFolder();
        var tier = new DiskTier(folder.PathOf("modules"), 100_000, SealKey.LoadOrCreate(folder.PathOf("key")), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Write(tier, A, 10);
        var (old, young) = (folder.Write($"modules/{C}.module.1.x.tmp", "x"), folder.Write($"modules/{D}.module.2.y.tmp", "y"));
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));

        Write(tier, B, 10);

        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
        Assert.Equal([A, B], tier.Keys());
    }

    private static void Write(DiskTier tier, string name, int bytes) =>
        tier.Write(new ModuleEntryHeader(name, new AnalysisSignature(["input"], false, []), [], 1, 1, bytes), new byte[1], new byte[bytes]);

    /// <summary>A clock that moves when it is told to.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private DateTimeOffset _now = System.GetUtcNow().AddDays(-1);

        public override DateTimeOffset GetUtcNow() => _now;

        public DateTime Advance() => (_now = _now.AddMinutes(1)).UtcDateTime;
    }
}
