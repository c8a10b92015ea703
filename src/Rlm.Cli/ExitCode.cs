using Rlm.Wasm;

namespace Rlm.Cli;

/// <summary>Exit statuses; see docs/reference/cli.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The run or the analysis failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Something needed is not installed or not configured.</summary>
    public const int Missing = 3;

    public const int Interrupted = 130;

    /// <summary>Which exit status a failure of the sandbox has.</summary>
    public static int Of(WasmError? error) => error?.Code switch
    {
        null => Done,
        WasmErrorCode.SwitchedOff or WasmErrorCode.CompilerNotFound or WasmErrorCode.TargetNotInstalled or WasmErrorCode.JailUnavailable => Missing,
        WasmErrorCode.InputMismatch => Usage,
        _ => Failed,
    };
}
