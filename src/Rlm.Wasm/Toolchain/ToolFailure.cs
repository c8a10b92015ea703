using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Says how a tool failed, with its own last words.</summary>
internal static class ToolFailure
{
    public static WasmError Of(string what, ProcessResult result)
    {
        var tail = result.Tail();
        return new WasmError(
            WasmErrorCode.CompilerFailed,
            tail.Length == 0 ? $"{what} ({result.Ending})." : $"{what} ({result.Ending}). Its last lines:\n{tail}");
    }

    /// <summary>A folder that may not be written, a full disk.</summary>
    public static WasmError Of(string folder, Exception e) => new(
        WasmErrorCode.CompilerFailed,
        $"The toolchain folder {folder} could not be used: {e.Message} Make it writable, or set RLM_TOOLCHAIN to a folder that is.");
}
