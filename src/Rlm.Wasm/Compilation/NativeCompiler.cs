using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;
using Wasmtime;

namespace Rlm.Wasm.Compilation;

/// <summary>From WebAssembly to native code, and the check that a module is one of ours.</summary>
internal static class NativeCompiler
{
    /// <summary>A module with all optional crates has about 1 MB; native compilation takes time with size.</summary>
    public const int MaxWasmBytes = 8 << 20;

    private static readonly HashSet<string> Exports = new(StringComparer.Ordinal)
    {
        "memory", "rlm_start", "rlm_input", "rlm_document", "rlm_part", "rlm_analyze", "rlm_merge", "__data_end", "__heap_base",
    };

    /// <summary>Compiles and checks; null and a reason when the module is not one that RLM makes.</summary>
    public static Module? Compile(ReadOnlyMemory<byte> wasm, AnalysisSignature signature, out WasmError? error)
    {
        if (wasm.Length > MaxWasmBytes)
        {
            error = Refused($"it has {wasm.Length:N0} bytes, more than {MaxWasmBytes:N0}: use smaller tables and fewer generic types");
            return null;
        }

        Module? module = null;
        try
        {
            module = Module.FromBytes(WasmRuntime.Engine, "analysis", wasm.Span);
        }
        catch (WasmtimeException exception)
        {
            error = Refused(exception.Message.Split('\n', 2)[0]);
            return null;
        }

        error = Check(module, signature);
        if (error is not null)
        {
            module.Dispose();
            return null;
        }

        return module;
    }

    private static WasmError? Check(Module module, AnalysisSignature signature)
    {
        if (HostImports.Check(module) is { } import)
        {
            return Refused(import);
        }

        var names = module.Exports.Select(e => e.Name).ToList();
        if (names.Find(n => !Exports.Contains(n)) is { } unknown)
        {
            return Refused($"it exports {unknown}");
        }

        string[] needed = ["memory", "rlm_start", "rlm_input", "rlm_analyze", .. signature.HasMerge ? ["rlm_merge"] : Array.Empty<string>()];
        return needed.FirstOrDefault(n => !names.Contains(n)) is { } missing ? Refused($"it does not export {missing}") : null;
    }

    private static WasmError Refused(string why) => new(
        WasmErrorCode.InvalidModule, $"The compiled module was refused: {why}.");
}
