using Rlm.Wasm.Compilation.Modules;
using Wasmtime;

namespace Rlm.Wasm.Execution;

/// <summary>A module that an author wrote in the WebAssembly text format, checked to be one that can be given a text.</summary>
internal sealed class WatModule : IDisposable
{
    /// <summary>What may be written. What it may be made of is bounded by <see cref="ModuleBounds"/>.</summary>
    public const int MaxCharacters = 64 << 10;

    private static readonly ValueKind[] Parameters = [ValueKind.Int32, ValueKind.Int32];

    private WatModule(Module native, string function, bool returnsText) =>
        (Native, Function, ReturnsText) = (native, function, returnsText);

    public Module Native { get; }

    /// <summary>The exported function that is called.</summary>
    public string Function { get; }

    /// <summary>Whether it returns the address and length of a text; otherwise a number.</summary>
    public bool ReturnsText { get; }

    /// <summary>Reads, checks and compiles; null and a reason when it cannot be run.</summary>
    public static WatModule? Compile(string wat, string function, out WasmError? error)
    {
        if (wat.Length > MaxCharacters)
        {
            error = WatErrors.TooLong(wat.Length);
            return null;
        }

        Module module;
        try
        {
            var wasm = Module.ConvertText(wat);
            if (ModuleBounds.Check(wasm) is { } reason)
            {
                error = WatErrors.Refused(reason);
                return null;
            }

            module = Module.FromBytes(WasmRuntime.Engine, "wat", wasm);
        }
        catch (WasmtimeException exception)
        {
            error = WatErrors.Unreadable(exception.Message);
            return null;
        }

        error = Check(module, function, out var returnsText);
        if (error is not null)
        {
            module.Dispose();
            return null;
        }

        return new WatModule(module, function, returnsText);
    }

    public void Dispose() => Native.Dispose();

    private static WasmError? Check(Module module, string name, out bool returnsText)
    {
        returnsText = false;
        if (module.Imports is [var import, ..])
        {
            return WatErrors.Refused($"it imports {import.ModuleName}.{import.Name}, and nothing can be imported");
        }

        if (!module.Exports.Any(e => e is MemoryExport && e.Name == "memory"))
        {
            return WatErrors.Refused("it does not export its memory as \"memory\"");
        }

        if (module.Exports.FirstOrDefault(e => e.Name == name) is not FunctionExport function)
        {
            return WatErrors.Refused($"it does not export a function \"{name}\"");
        }

        if (!function.Parameters.SequenceEqual(Parameters))
        {
            return WatErrors.Refused($"\"{name}\" does not take the address and the length of the text, two i32");
        }

        returnsText = function.Results is [ValueKind.Int32, ValueKind.Int32];
        return returnsText || function.Results is [ValueKind.Int32 or ValueKind.Int64 or ValueKind.Float32 or ValueKind.Float64]
            ? null
            : WatErrors.Refused($"\"{name}\" returns neither one number nor the address and the length of a text, two i32");
    }
}
