namespace Rlm.Wasm.Execution;

/// <summary>What an execution gave: a result or an error, and in both cases what it used and logged.</summary>
public sealed record ExecutionOutcome
{
    /// <summary>The result as UTF-8, or null when <see cref="Error"/> says why there is none.</summary>
    public ReadOnlyMemory<byte>? Output { get; init; }

    /// <summary>Why there is no result, or null.</summary>
    public WasmError? Error { get; init; }

    /// <summary>What the analysis printed; invalid bytes replaced, cut at 64 KiB for each part of the execution and near 1 MiB in all.</summary>
    public required string Log { get; init; }

    /// <summary>What the code said that it left out, over all parts.</summary>
    public SkippedLines Skipped { get; init; } = SkippedLines.None;

    /// <summary>Fuel used, over all parts.</summary>
    public required ulong FuelUsed { get; init; }

    /// <summary>Linear memory in bytes at the end of the part that needed most.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Into how many chunks the first input was cut; 1 without <c>merge</c>.</summary>
    public required int Chunks { get; init; }

    /// <summary>How many of these were not analysed, since what they come to was kept; nothing else depends on it but time.</summary>
    public int CachedChunks { get; init; }

    /// <summary>Where the time went.</summary>
    public required ExecutionTimings Timings { get; init; }
}
