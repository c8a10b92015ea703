using Rlm.Wasm.Compilation;
using Rlm.Wasm.Validation;
using Wasmtime;

namespace Rlm.Wasm;

/// <summary>
/// An analysis as native code, ready to be instantiated any number of times from any thread. Made by
/// <see cref="Caching.ModuleCache"/>; its native memory goes when the last execution that uses it is done.
/// </summary>
public sealed class AnalysisModule
{
    internal AnalysisModule(
        string key, AnalysisSignature signature, IReadOnlyList<Fix> fixes, Module native, int wasmBytes, int nativeBytes)
    {
        Fixes = fixes;
        Key = key;
        Signature = signature;
        Native = native;
        CallsHost = native.Imports.Count > 0;
        WasmBytes = wasmBytes;
        NativeBytes = nativeBytes;
    }

    /// <summary>SHA-256, in hex, over all that shaped this module: source, template, compiler, crates, runtime.</summary>
    public string Key { get; }

    /// <summary>The parameters of <c>analyze</c> and whether there is a <c>merge</c>.</summary>
    public AnalysisSignature Signature { get; }

    /// <summary>What rustc proposed and was changed before the source compiled; empty when it compiled as it was.</summary>
    public IReadOnlyList<Fix> Fixes { get; }

    /// <summary>Size of the WebAssembly in bytes.</summary>
    public int WasmBytes { get; }

    /// <summary>Size of the native code in bytes.</summary>
    public int NativeBytes { get; }

    internal Module Native { get; }

    /// <summary>Whether the code calls its host, so that its result is not that of its inputs alone.</summary>
    internal bool CallsHost { get; }
}
