using System.Text;
using BenchmarkDotNet.Attributes;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;

namespace Rlm.Bench.Hits;

/// <summary>What a repeated analysis costs before its own work begins.</summary>
public class HitBenchmarks
{
    private readonly WasmExecutor _executor = new(new ExecutionOptions());
    private readonly AnalysisInput _small = AnalysisInput.FromUtf8(Encoding.UTF8.GetBytes("It was the best of times, it was the worst of times.\n"));
    private ModuleCache _warm = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _warm = Bed.NewCache(disk: true);
        await Bed.ModuleAsync(_warm, Bed.Source);
    }

    [Benchmark(Description = "memory hit, instantiate, copy and run of a small input")]
    public async Task<int> MemoryHitAndRun()
    {
        var module = await Bed.ModuleAsync(_warm, Bed.Source);
        var outcome = await _executor.ExecuteAsync(module, [_small]);
        return outcome.Output!.Value.Length;
    }

    [Benchmark(Description = "memory hit alone")]
    public async Task<string> MemoryHit() => (await Bed.ModuleAsync(_warm, Bed.Source)).Key;

    [Benchmark(Description = "disk hit by a new cache")]
    public async Task<string> DiskHit()
    {
        var lookup = await Bed.NewCache(disk: true).GetAsync(Bed.Source);
        return lookup.Tier == CacheTier.Disk ? lookup.Module!.Key : throw new InvalidOperationException($"a hit from {lookup.Tier}");
    }

    [Benchmark(Description = "validation alone")]
    public int Validation() => SourceValidator.Validate(Bed.Source).Source!.CompilerText.Length;
}
