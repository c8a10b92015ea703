using System.Security.Cryptography;
using System.Text;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Caching;

/// <summary>An analysis that was compiled to WebAssembly before, by the same pipeline, and is shipped as it is.</summary>
/// <param name="signature">The parameters of its <c>analyze</c> and whether it has a <c>merge</c>.</param>
/// <param name="wasm">The module's bytes. They must not change.</param>
public sealed class ReadyMadeModule(AnalysisSignature signature, ReadOnlyMemory<byte> wasm)
{
    /// <summary>The parameters of its <c>analyze</c> and whether it has a <c>merge</c>.</summary>
    public AnalysisSignature Signature { get; } = signature;

    /// <summary>The module's bytes.</summary>
    public ReadOnlyMemory<byte> Wasm { get; } = wasm;

    /// <summary>SHA-256, in hex, over the bytes, the signature and the runtime: all that shapes the native code and its use.</summary>
    public string Key { get; } = KeyOf(signature, wasm.Span);

    internal CompiledAnalysis ToAnalysis() => new(Key, Signature, Wasm);

    private static string KeyOf(AnalysisSignature signature, ReadOnlySpan<byte> wasm)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var facts = string.Join('\0', [.. signature.Parameters, $"{signature.HasMerge}", WasmRuntime.Fingerprint, $"{wasm.Length}"]);
        hash.AppendData(Encoding.UTF8.GetBytes($"ready-made\0{facts}\0"));
        hash.AppendData(wasm);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
