using Rlm.Runs;
using Rlm.Wasm;

namespace Rlm.Analyses;

/// <summary>Failures of the sandbox as programs are told them.</summary>
internal static class WasmErrors
{
    /// <summary>The failure, its kind in snake case; null for none.</summary>
    public static RunError? ToRunError(WasmError? error) => error is null ? null : new RunError(SnakeCase.Of(error.Code.ToString()), error.Message);
}
