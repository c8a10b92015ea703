using System.Runtime.ExceptionServices;

namespace Rlm.Wasm.Execution;

/// <summary>What one instance gave and took.</summary>
internal sealed record PartResult(Allowance Allowance)
{
    /// <summary>The result, or null.</summary>
    public byte[]? Output { get; init; }

    /// <summary>Why there is none, or null.</summary>
    public WasmError? Error { get; init; }

    /// <summary>What was thrown instead of either, or null.</summary>
    public ExceptionDispatchInfo? Thrown { get; init; }

    public string Log { get; init; } = string.Empty;

    public SkippedLines Skipped { get; init; } = SkippedLines.None;

    public ulong FuelUsed { get; init; }

    public long MemoryBytes { get; init; }

    public int Calls { get; init; }

    public ExecutionTimings Timings { get; init; }

    /// <summary>Memory was refused at least once, whatever the code made of it.</summary>
    public bool WasShortOfMemory { get; init; }

    /// <summary>The guest called its host, or tried to: then this is not the result of its inputs alone.</summary>
    public bool HasAsked { get; init; }

    /// <summary>It was kept from an earlier execution.</summary>
    public bool IsCached { get; init; }

    public bool HasFailed => Output is null;

    /// <summary>What it holds on the managed heap until its turn comes.</summary>
    public long HeldBytes => (Output?.Length ?? 0) + ((long)Log.Length * sizeof(char));
}
