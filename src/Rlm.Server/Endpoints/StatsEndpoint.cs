using Rlm.Server.Runs;
using Rlm.Server.Telemetry;
using Rlm.Wasm.Caching;

namespace Rlm.Server.Endpoints;

/// <summary>What <c>GET /stats</c> answers; counts are since the start.</summary>
internal sealed record StatsReport(RunStats Runs, AnalysisStats Analyses, CacheStats Cache, IReadOnlyDictionary<string, ModelStats> Models, ProcessStats Process);

/// <summary>Runs.</summary>
internal sealed record RunStats(int Active, long Waiting, long Started, long Succeeded, long Failed, long Stopped);

/// <summary>Analyses that ran.</summary>
internal sealed record AnalysisStats(long Executed, long Cached);

/// <summary>Compiled analyses.</summary>
internal sealed record CacheStats(
    long MemoryHits, long DiskHits, long Misses, int MemoryItems, long MemoryBytes, int DiskItems, long DiskBytes, double CompileMsSaved);

/// <summary>What a model was asked.</summary>
internal sealed record ModelStats(long Calls, long Failures, long PromptTokens, long CompletionTokens, double CostUsd, double Ms);

/// <summary>The service's process.</summary>
internal sealed record ProcessStats(double UptimeSeconds, long ResidentBytes, long ManagedBytes, int Threads);

/// <summary><c>GET /stats</c>.</summary>
internal static class StatsEndpoint
{
    public static void MapStats(this IEndpointRouteBuilder routes) => routes.MapGet("/stats", Get)
        .WithSummary("Runs, analyses, cache, models and memory").WithTags("Service").Produces<StatsReport>();

    private static IResult Get(RunFigures figures, LiveRuns live, RunPlaces places, ModuleCache cache, TimeProvider time)
    {
        var stats = cache.GetStats();
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return Results.Json(
            new StatsReport(
                new RunStats(live.Count, places.Waiting, figures.Started, figures.Succeeded, figures.Failed, figures.Stopped),
                new AnalysisStats(figures.Analyses, figures.CachedAnalyses),
                new CacheStats(
                    stats.MemoryHits, stats.DiskHits, stats.Misses, stats.MemoryItems, stats.MemoryBytes, stats.DiskItems, stats.DiskBytes,
                    Math.Round(stats.CompileTimeSaved.TotalMilliseconds)),
                figures.Models.ToDictionary(m => m.Key, m => new ModelStats(
                    m.Value.Calls, m.Value.Failures, m.Value.PromptTokens, m.Value.CompletionTokens, m.Value.CostUsd, Math.Round(m.Value.Milliseconds, 3))),
                new ProcessStats(
                    Math.Round((time.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalSeconds, 1),
                    Environment.WorkingSet,
                    GC.GetTotalMemory(forceFullCollection: false),
                    process.Threads.Count)),
            ServerJson.Readable.StatsReport);
    }
}
