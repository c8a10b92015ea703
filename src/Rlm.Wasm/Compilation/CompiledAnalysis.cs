using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>An analysis as WebAssembly.</summary>
/// <param name="Key">SHA-256, in hex, over all that shaped it.</param>
/// <param name="Signature">The parameters of <c>analyze</c> and whether there is a <c>merge</c>.</param>
/// <param name="Wasm">The module's bytes.</param>
public sealed record CompiledAnalysis(string Key, AnalysisSignature Signature, ReadOnlyMemory<byte> Wasm)
{
    /// <summary>What rustc proposed and was changed before the source compiled; empty when it compiled as it was.</summary>
    public IReadOnlyList<Fix> Fixes { get; init; } = [];
}
