using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;

namespace Rlm.Wasm.Tests.Caching;

public sealed class SingleFlightTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_four_callers_compile_once()
    {
        var cache = new ModuleCache(Sandbox.Compiler, new ModuleCacheOptions());

        var all = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => cache.GetAsync(FilledFolder.Source, Stop))));

        Assert.Single(all.Select(lookup => lookup.Module).Distinct());
        Assert.Single(all, lookup => lookup.Tier == CacheTier.None);
        Assert.Equal((1, 63), (cache.GetStats().Misses, cache.GetStats().MemoryHits));
    }

    [Fact]
    public async Task Callers_that_share_a_failure_compile_once_and_all_hear_of_it()
    {
        using var folder = new TempFolder();
        await MakePipesAsync(folder);
        var locator = await FakeToolchain.MakeAsync(folder, $"echo up > '{folder.PathOf("up")}'; read x < '{folder.PathOf("go")}'; exit 3");
        var cache = new ModuleCache(new RustCompiler(locator, FakeToolchain.Options), new ModuleCacheOptions());

        var callers = Enumerable.Range(0, 8).Select(_ => cache.GetAsync(FilledFolder.Source, Stop)).ToList();
        await File.ReadAllTextAsync(folder.PathOf("up"), Stop);
        await File.WriteAllTextAsync(folder.PathOf("go"), "\n", Stop);

        Assert.All(await Task.WhenAll(callers), lookup => Assert.Equal(WasmErrorCode.CompilerFailed, lookup.Error!.Code));
        Assert.Equal(1, cache.GetStats().Misses);
    }

    [Fact]
    public async Task A_caller_that_goes_leaves_the_other_its_compile()
    {
        using var folder = new TempFolder();
        await MakePipesAsync(folder);
        var script = $"echo up > '{folder.PathOf("up")}'; read x < '{folder.PathOf("go")}'\n{await FakeToolchain.RealRustcAsync()}";
        var cache = new ModuleCache(new RustCompiler(await FakeToolchain.MakeAsync(folder, script), FakeToolchain.Options), new ModuleCacheOptions());
        using var leave = new CancellationTokenSource();

        var leaving = cache.GetAsync(FilledFolder.Source, leave.Token);
        var staying = cache.GetAsync(FilledFolder.Source, Stop);
        await File.ReadAllTextAsync(folder.PathOf("up"), Stop);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.False(staying.IsCompleted);
        await File.WriteAllTextAsync(folder.PathOf("go"), "\n", Stop);

        Assert.NotNull((await staying).Module);
        Assert.Equal(1, cache.GetStats().Misses);
    }

    [Fact]
    public async Task When_all_have_gone_the_work_is_cancelled_and_the_next_begins_anew()
    {
        var flights = new SingleFlight<int>();
        var ended = new TaskCompletionSource();
        using var leave = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 3).Select(_ => flights.RunAsync("key", Endless, leave.Token)).ToList();

        await leave.CancelAsync();

        foreach (var waited in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waited);
        }

        await ended.Task.WaitAsync(Stop);
        Assert.Equal((7, false), await flights.RunAsync("key", _ => Task.FromResult(7), Stop));

        async Task<int> Endless(CancellationToken token)
        {
            await using var end = token.Register(ended.SetResult);
            await ended.Task;
            token.ThrowIfCancellationRequested();
            return 0;
        }
    }

    [Fact]
    public async Task Different_keys_do_not_wait_for_each_other()
    {
        var flights = new SingleFlight<int>();
        var gate = new TaskCompletionSource<int>();
        var first = flights.RunAsync("one", _ => gate.Task, Stop);

        Assert.Equal((2, false), await flights.RunAsync("two", _ => Task.FromResult(2), Stop));
        gate.SetResult(1);
        Assert.Equal((1, false), await first);
    }

    private static async Task MakePipesAsync(TempFolder folder) =>
        await System.Diagnostics.Process.Start("mkfifo", [folder.PathOf("up"), folder.PathOf("go")]).WaitForExitAsync(Stop);
}
