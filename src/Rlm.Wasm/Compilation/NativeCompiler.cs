using Rlm.Wasm.Compilation.Modules;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;
using Wasmtime;

namespace Rlm.Wasm.Compilation;

/// <summary>
/// From WebAssembly to native code, and the checks that a module is one of ours. What it takes to compile is bounded before
/// (<see cref="ModuleBounds"/>), because nothing can end it once it runs; what it imports and exports is checked after
/// (<see cref="ModuleContract"/>), as the runtime itself read it.
/// </summary>
internal static class NativeCompiler
{
    /// <summary>Compiles and checks; null and a reason when the module is not one that RLM makes.</summary>
    public static Module? Compile(ReadOnlyMemory<byte> wasm, AnalysisSignature signature, out WasmError? error)
    {
        if (ModuleBounds.Check(wasm.Span) is { } reason)
        {
            error = Refused(reason);
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

        error = ModuleContract.Check(module, signature) is { } problem ? Refused(problem) : null;
        if (error is not null)
        {
            module.Dispose();
            return null;
        }

        return module;
    }

    private static WasmError Refused(string why) => new(
        WasmErrorCode.InvalidModule, $"The compiled module was refused: {why}.");
}
