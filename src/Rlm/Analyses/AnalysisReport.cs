using System.Text;
using Rlm.Runs;

namespace Rlm.Analyses;

/// <summary>What came of an analysis, as programs are told it: <c>rlm run --json</c>, and the tool for agents.</summary>
internal sealed record AnalysisReport(
    bool Success,
    string? Result,
    RunError? Error,
    string Log,
    bool Cached,
    ulong Fuel,
    long MemoryBytes,
    AnalysisTimings TimingsMs,
    int Chunks,
    int CachedChunks,
    SkippedReport Skipped)
{
    public static AnalysisReport Of(AnalysisRun run) => new(
        run.Error is null,
        run.Output is { } output ? Encoding.UTF8.GetString(output.Span) : null,
        WasmErrors.ToRunError(run.Error),
        run.Log,
        run.Facts.Cached,
        run.Facts.Fuel,
        run.Facts.MemoryBytes,
        run.Facts.Timings,
        run.Facts.Chunks,
        run.Facts.CachedChunks,
        new SkippedReport(run.Facts.SkippedLines, run.Facts.SkippedSamples));
}

/// <summary>What the code said that it left out.</summary>
internal sealed record SkippedReport(long Lines, IReadOnlyList<string> Samples);
