namespace Rlm.Wasm.Validation;

/// <summary>What a source offers, read off its tokens.</summary>
/// <param name="Parameters">Names of the parameters of <c>analyze</c> in order, 1 to 8.</param>
/// <param name="HasMerge">Whether a top-level <c>merge</c> exists, which makes the analysis parallel.</param>
/// <param name="Crates">The optional crates that the source uses (<c>regex</c>, <c>serde_json</c>), sorted.</param>
public sealed record AnalysisSignature(IReadOnlyList<string> Parameters, bool HasMerge, IReadOnlyList<string> Crates);
