using System.Text.Json.Nodes;
using Rlm.Evidence;
using Rlm.Wasm.Compilation;

namespace Rlm.Runs;

/// <summary>A command is carried out.</summary>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="Index">Its place in the step, from 0.</param>
/// <param name="Op">Its name.</param>
/// <param name="Arguments">Its fields, as they were read.</param>
public sealed record CommandStarted(int Step, int Index, string Op, JsonObject Arguments) : RunEvent;

/// <summary>An analysis with <c>merge</c> has come further.</summary>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="Done">Chunks whose results are there, with all before them.</param>
/// <param name="Chunks">Chunks in all, at most 1,024.</param>
public sealed record AnalysisProgressed(int Step, int Done, int Chunks) : RunEvent
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}

/// <summary>A command ended.</summary>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="Index">Its place in the step, from 0.</param>
/// <param name="Op">Its name.</param>
/// <param name="Success">Whether it did what it should.</param>
/// <param name="Output">What the model sees of it.</param>
/// <param name="ErrorCode">The kind of failure, or null.</param>
/// <param name="Stored">The variable that it set, or null.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record CommandFinished(
    int Step, int Index, string Op, bool Success, string Output, string? ErrorCode, string? Stored, double Milliseconds) : RunEvent
{
    /// <summary>What compiling and running an analysis took, for <c>rust_wasm</c>; otherwise null.</summary>
    public AnalysisFacts? Analysis { get; init; }

    /// <summary>
    /// What it read out of documents (of a result that was shown shortened, all), or ran over; sorted. More than 200
    /// ranges are joined, the nearest first. In a nested run the document <c>text</c> is the text that it was given.
    /// </summary>
    public IReadOnlyList<SourceRange> Sources { get; init => field = value ?? []; } = [];
}

/// <summary>What an analysis took.</summary>
/// <param name="Cached">Whether its module came from the cache.</param>
/// <param name="Fuel">Fuel used.</param>
/// <param name="MemoryBytes">Linear memory at its end.</param>
/// <param name="Chunks">Into how many chunks the first input was cut.</param>
/// <param name="Timings">Where the time went.</param>
public sealed record AnalysisFacts(bool Cached, ulong Fuel, long MemoryBytes, int Chunks, AnalysisTimings Timings)
{
    /// <summary>How many of the chunks were not analysed, since what they come to was kept from an earlier analysis.</summary>
    public int CachedChunks { get; init; }

    /// <summary>What rustc proposed and was changed before the source compiled; usually nothing.</summary>
    public IReadOnlyList<Fix> Fixes { get; init; } = [];

    /// <summary>What is wrong with the code that was tried last, on its lines; at most 20. Empty when it compiled and ran.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init => field = value ?? []; } = [];

    /// <summary>How many lines the code said that it left out.</summary>
    public long SkippedLines { get; init; }

    /// <summary>The first of them, at most 5, each cut near 200 bytes.</summary>
    public IReadOnlyList<string> SkippedSamples { get; init; } = [];
}

/// <summary>Where the time of an analysis went, in milliseconds.</summary>
/// <param name="Load">Reading inputs into the sandbox.</param>
/// <param name="Validate">Reading the source's tokens.</param>
/// <param name="Compile">rustc; 0 when cached.</param>
/// <param name="Aot">Native code from WebAssembly; 0 when cached.</param>
/// <param name="Instantiate">Getting the module (from disk) and making instances of it.</param>
/// <param name="Run">Executing; chunks that ran at once count each, so that it may be more than the total. The same goes for loading.</param>
/// <param name="Total">From the command to its end.</param>
public sealed record AnalysisTimings(
    double Load, double Validate, double Compile, double Aot, double Instantiate, double Run, double Total)
{
    /// <summary>Waiting for the host's answers to calls of the analysis; not part of <see cref="Run"/>.</summary>
    public double Wait { get; init; }
}
