using System.Text;
using Rlm.Analyses;
using Rlm.Runs;

namespace Rlm.Cli.Run;

/// <summary>What <c>rlm run --json</c> prints.</summary>
internal sealed record RunOutput(
    bool Success,
    string? Result,
    ErrorOutput? Error,
    string Log,
    bool Cached,
    ulong Fuel,
    long MemoryBytes,
    AnalysisTimings TimingsMs,
    int Chunks,
    int CachedChunks,
    SkippedOutput Skipped)
{
    public static RunOutput Of(AnalysisRun run) => new(
        run.Error is null,
        run.Output is { } output ? Encoding.UTF8.GetString(output.Span) : null,
        ErrorOutput.Of(run.Error),
        run.Log,
        run.Facts.Cached,
        run.Facts.Fuel,
        run.Facts.MemoryBytes,
        run.Facts.Timings,
        run.Facts.Chunks,
        run.Facts.CachedChunks,
        new SkippedOutput(run.Facts.SkippedLines, run.Facts.SkippedSamples));
}

/// <summary>What the code said that it left out.</summary>
internal sealed record SkippedOutput(long Lines, IReadOnlyList<string> Samples);
