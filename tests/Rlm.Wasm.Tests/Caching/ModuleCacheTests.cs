using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Caching;

public sealed class ModuleCacheTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_disk_hit_comes_before_memory_hits_and_both_cost_no_compile()
    {
        using var folder = await FilledFolder.MakeAsync();
        var cache = folder.Open();

        var first = await cache.GetAsync(FilledFolder.Source, Stop);
        var second = await cache.GetAsync(FilledFolder.Source, Stop);

        Assert.Equal((CacheTier.Disk, CacheTier.Memory), (first.Tier, second.Tier));
        Assert.Same(first.Module, second.Module);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (first.Timings.Compile, first.Timings.AheadOfTime));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), (second.Timings.Compile, second.Timings.AheadOfTime, second.Timings.Load));
        var outcome = await new WasmExecutor(new ExecutionOptions()).ExecuteAsync(first.Module!, [AnalysisInput.FromText("a\nb\n")], cancellationToken: Stop);
        Assert.Equal("2 lines", outcome.Text());
    }

    [Fact]
    public async Task The_stats_count_hits_misses_sizes_and_the_time_saved()
    {
        using var folder = new TempFolder();
        var options = new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("key") };
        var cache = new ModuleCache(Sandbox.Compiler, options);
        var miss = await cache.GetAsync(FilledFolder.Source, Stop);
        await cache.GetAsync(FilledFolder.Source, Stop);
        await cache.GetAsync(FilledFolder.Source, Stop);
        await cache.GetAsync("this is no Rust", Stop);

        var stats = cache.GetStats();
        Assert.Equal(CacheTier.None, miss.Tier);
        var cost = miss.Timings.Compile + miss.Timings.AheadOfTime;
        Assert.Equal((2, 0, 1), (stats.MemoryHits, stats.DiskHits, stats.Misses));
        Assert.Equal((1, (long)miss.Module!.NativeBytes), (stats.MemoryItems, stats.MemoryBytes));
        Assert.Equal((1, new FileInfo(Directory.EnumerateFiles(options.Folder).Single()).Length), (stats.DiskItems, stats.DiskBytes));
        Assert.Equal((0, 0, 0), (stats.MemoryEvictions, stats.DiskEvictions, stats.Refused));
        Assert.Equal(cost * 2, stats.CompileTimeSaved);

        var other = new ModuleCache(Sandbox.Compiler, options);
        await other.GetAsync(FilledFolder.Source, Stop);
        Assert.Equal((1, 0), (other.GetStats().DiskHits, other.GetStats().Misses));
        Assert.Equal(cost.TotalMilliseconds, other.GetStats().CompileTimeSaved.TotalMilliseconds, 3);
    }

    [Fact]
    public async Task Clear_empties_both_tiers_and_modules_in_use_go_on()
    {
        using var folder = await FilledFolder.MakeAsync();
        var cache = folder.Open();
        var module = (await cache.GetAsync(FilledFolder.Source, Stop)).Module!;

        Assert.Equal(1, cache.Clear());

        var stats = cache.GetStats();
        Assert.Equal((0, 0L, 0, 0L, 0), (stats.MemoryItems, stats.MemoryBytes, stats.DiskItems, stats.DiskBytes, stats.MemoryEvictions));
        var outcome = await new WasmExecutor(new ExecutionOptions()).ExecuteAsync(module, [AnalysisInput.FromText("")], cancellationToken: Stop);
        Assert.Equal("0 lines", outcome.Text());
        Assert.Equal(CacheTier.None, (await cache.GetAsync(FilledFolder.Source, Stop)).Tier);
    }

    [Fact]
    public async Task Without_a_folder_only_memory_is_used()
    {
        using var folder = new TempFolder();
        var cache = new ModuleCache(Sandbox.Compiler, new ModuleCacheOptions { KeyFile = folder.PathOf("key") });

        Assert.NotNull((await cache.GetAsync(FilledFolder.Source, Stop)).Module);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal((0, 0, 1), (cache.Clear(), cache.GetStats().DiskItems, cache.GetStats().Misses));
    }

    [Fact]
    public async Task An_error_of_the_source_is_never_kept()
    {
        using var folder = new TempFolder();
        var cache = new ModuleCache(Sandbox.Compiler, new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("key") });
        const string wrong = "pub fn analyze(input: &str) -> String { missing }";

        Assert.Equal(WasmErrorCode.CompilationFailed, (await cache.GetAsync(wrong, Stop)).Error!.Code);
        Assert.Equal(WasmErrorCode.CompilationFailed, (await cache.GetAsync(wrong, Stop)).Error!.Code);

        Assert.Equal((2, 0, 0), (cache.GetStats().Misses, cache.GetStats().MemoryItems, cache.GetStats().DiskItems));
    }

    [Fact]
    public async Task Files_and_folders_are_their_owners_only()
    {
        using var folder = new TempFolder();
        var options = new ModuleCacheOptions { Folder = folder.PathOf("a", "modules"), KeyFile = folder.PathOf("b", "key") };
        await new ModuleCache(Sandbox.Compiler, options).GetAsync(FilledFolder.Source, Stop);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string[] folders = [options.Folder, folder.PathOf("b")];
        string[] files = [options.KeyFile, Directory.EnumerateFiles(options.Folder).Single()];
#pragma warning disable CA1416 // Skipped on Windows.
        Assert.All(folders, path => Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(path)));
        Assert.All(files, path => Assert.Equal(file, File.GetUnixFileMode(path)));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task The_key_changes_with_source_flags_and_toolchain()
    {
        using var one = new TempFolder();
        using var two = new TempFolder();
        var script = await FakeToolchain.RealRustcAsync();
        var (first, second) = (await FakeToolchain.MakeAsync(one, script, "first"), await FakeToolchain.MakeAsync(two, script, "second"));
        var plain = new CompilerOptions();

        string[] keys =
        [
            await KeyAsync(new RustCompiler(first, plain), FilledFolder.Source),
            await KeyAsync(new RustCompiler(first, plain), FilledFolder.Source + " "),
            await KeyAsync(new RustCompiler(first, plain with { ExtraFlags = ["-Copt-level=1"] }), FilledFolder.Source),
            await KeyAsync(new RustCompiler(first, plain with { ExtraFlags = ["-Copt-level=1", "-g"] }), FilledFolder.Source),
            await KeyAsync(new RustCompiler(second, plain), FilledFolder.Source),
        ];

        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(keys[0], await KeyAsync(new RustCompiler(first, plain with { Timeout = TimeSpan.FromSeconds(9) }), FilledFolder.Source));
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
    }

    private static async Task<string> KeyAsync(RustCompiler compiler, string source) => (await compiler.PrepareAsync(source, Stop)).Key!;
}
