using Rlm.Runs;
using Rlm.Wasm;

namespace Rlm.Analyses;

/// <summary>An analysis from source to result.</summary>
public sealed record AnalysisRun
{
    /// <summary>The result as UTF-8, or null when <see cref="Error"/> says why there is none.</summary>
    public ReadOnlyMemory<byte>? Output { get; init; }

    /// <summary>Why there is no result, or null.</summary>
    public WasmError? Error { get; init; }

    /// <summary>What the analysis printed.</summary>
    public string Log { get; init; } = string.Empty;

    /// <summary>What it took.</summary>
    public required AnalysisFacts Facts { get; init; }
}
