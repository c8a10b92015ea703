using System.Text;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Execution;

namespace Rlm.Bench.Peers.Ours;

/// <summary>Our sandbox: with an empty cache, with the module cached, and with <c>merge</c> on all cores.</summary>
internal sealed class RlmPeer : Peer
{
    // The limits of a normal run but for the clock: at 1 GB on a busy machine 30 seconds are no measure.
    private static readonly ExecutionOptions Limits = new() { Timeout = TimeSpan.FromMinutes(10) };

    private readonly Func<BenchAnalysis, string?> _source;
    private readonly ModuleCache? _cache;

    private RlmPeer(string name, Func<BenchAnalysis, string?> source, ModuleCache? cache)
        : base(name) => (_source, _cache) = (source, cache);

    /// <summary>What a first question costs: validation, rustc, ahead-of-time compilation, reading, running.</summary>
    public static RlmPeer Cold() => new("cold", analysis => analysis.Merge ?? analysis.Rust, null);

    /// <summary>A question that was asked before, in one piece on one core.</summary>
    public static RlmPeer Cached(ModuleCache cache) => new("cached", analysis => analysis.Rust, cache);

    /// <summary>A question that was asked before, with <c>merge</c>.</summary>
    public static RlmPeer Merge(ModuleCache cache) => new("merge", analysis => analysis.Merge, cache);

    public override bool Answers(BenchAnalysis analysis) => _source(analysis) is not null;

    public override async Task<string?> PrepareAsync(IReadOnlyList<BenchAnalysis> analyses)
    {
        if (_cache is not null)
        {
            foreach (var source in analyses.Select(_source).OfType<string>())
            {
                await Bed.ModuleAsync(_cache, source);
            }
        }

        return null;
    }

    public override async Task<PeerRun> RunAsync(Job job)
    {
        // The memory of the executions before is not this one's.
        GC.Collect();
        var began = TimeProvider.System.GetTimestamp();
        var module = await Bed.ModuleAsync(_cache ?? Bed.NewCache(disk: false), _source(job.Analysis)!);
        var files = job.Documents.Select(document => File.OpenHandle(document)).ToList();
        try
        {
            var outcome = await new WasmExecutor(Limits).ExecuteAsync(module, [.. files.Select(file => new FileInput(file))]);
            var whole = TimeProvider.System.GetElapsedTime(began);
            return outcome.Output is { } output
                ? new PeerRun(Encoding.UTF8.GetString(output.Span), null, outcome.Timings.Run.TotalMilliseconds, whole.TotalMilliseconds)
                : PeerRun.Failed($"{outcome.Error!.Code}: {outcome.Error.Message}");
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }
}
