using Rlm.Wasm;

namespace Rlm.Cli;

/// <summary>The <c>error</c> of every object that <c>--json</c> prints.</summary>
internal sealed record ErrorOutput(string Code, string Message)
{
    public static ErrorOutput? Of(WasmError? error) =>
        error is null ? null : new ErrorOutput(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Code.ToString()), error.Message);

    /// <summary>Which exit status a failure of the sandbox has.</summary>
    public static int ExitCodeOf(WasmError? error) => error?.Code switch
    {
        null => ExitCode.Done,
        WasmErrorCode.SwitchedOff or WasmErrorCode.CompilerNotFound or WasmErrorCode.TargetNotInstalled or WasmErrorCode.JailUnavailable => ExitCode.Missing,
        WasmErrorCode.InputMismatch => ExitCode.Usage,
        _ => ExitCode.Failed,
    };
}
