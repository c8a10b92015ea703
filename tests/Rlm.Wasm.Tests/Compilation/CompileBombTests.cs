using System.Diagnostics;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>Sources that are made to cost time, memory or output: each ends within its limit, and nothing is left of it.</summary>
[Trait("Category", "Security")]
public sealed class CompileBombTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public void There_are_many_of_them() => Assert.InRange(CompileBombs.All().Count(), 60, int.MaxValue);

    [Fact]
    public async Task Each_ends_within_its_limit_and_leaves_nothing()
    {
        using var folder = new TempFolder();
        var stop = TestContext.Current.CancellationToken;
        var compiler = new RustCompiler(Sandbox.Locator, new CompilerOptions { Timeout = Limit, ScratchFolder = folder.Path });
        var cache = new ModuleCache(compiler, new ModuleCacheOptions());
        await compiler.FindJailAsync(stop);
        var before = Environment.WorkingSet;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var bombs = CompileBombs.All().ToList();
        foreach (var (name, source) in Cases.InFull ? bombs : [.. bombs.Where((_, i) => i % 13 == 0)])
        {
            var clock = Stopwatch.StartNew();
            var lookup = await cache.GetAsync(source, stop);

            // Both rustc and the native compiler of what came out; the second is bounded by the module's size.
            Assert.True(clock.Elapsed < 2 * (Limit + TimeSpan.FromSeconds(1)), $"{name}: {clock.Elapsed}");
            Assert.True(lookup.Timings.Compile < Limit + TimeSpan.FromSeconds(1), $"{name}: {lookup.Timings.Compile}");
            Assert.True(
                lookup.Error is null or { Code: WasmErrorCode.CompilationFailed or WasmErrorCode.CompilationTimedOut or WasmErrorCode.InvalidSource or WasmErrorCode.InvalidModule },
                $"{name}: {lookup.Error}");
            Assert.True(lookup.Error is null || lookup.Error.Message.Length < 20_000, $"{name}: a message of {lookup.Error?.Message.Length}");
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
            Assert.DoesNotContain(RunningIn.Folders(), path => path.StartsWith(folder.Path, StringComparison.Ordinal));
            var outcome = lookup.Error?.Code.ToString() ?? "compiled";
            seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", seen));
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 1L << 30);
    }
}
