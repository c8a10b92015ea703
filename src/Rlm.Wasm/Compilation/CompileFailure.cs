using Rlm.Wasm.Jail;
using Rlm.Wasm.Processes;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>From how rustc ended to an error: the author's, the jail's, or the installation's.</summary>
internal static class CompileFailure
{
    private const int MaxComplaint = 2_000;

    private static readonly string[] JailVoices = ["jail: ", "bwrap: ", "prlimit: "];

    // 128 and the signal: SIGABRT and SIGSEGV are what memory or a stack that ran out inside of rustc end with, SIGXCPU
    // is the limit on processor time.
    private const int Aborted = 134;
    private const int Crashed = 139;
    private const int OutOfCpu = 152;

    /// <summary>The compiler read what is none of ours.</summary>
    public static WasmError Foreign(string what) => new(
        WasmErrorCode.InvalidSource,
        $"The code made the compiler read what is not the code's own ({what}), so the module is not used. Code gets its data as the arguments of `analyze` only.");

    /// <summary>What a layer of the jail says when it cannot do its work; rustc itself says everything in JSON.</summary>
    public static WasmError? OfJail(ProcessResult result, JailPlan plan)
    {
        var said = result.ErrorOutput;
        return plan != JailPlan.Open && (result.StartError is not null || JailVoices.Any(voice => said.StartsWith(voice, StringComparison.Ordinal)))
            ? new WasmError(
                WasmErrorCode.CompilerFailed,
                $"The jail that rustc runs in could not be set up; this is not the code's fault. `rlm doctor` checks it.\n{result.StartError ?? result.Tail(3)}")
            : null;
    }

    /// <summary>Whose fault it is that there is no module, and what to do.</summary>
    public static WasmError Of(ProcessResult result, ValidatedSource source, CompilerOptions options)
    {
        if (result.TimedOut || result.ExitCode == OutOfCpu)
        {
            return new WasmError(
                WasmErrorCode.CompilationTimedOut,
                $"Compiling took longer than {options.Timeout.TotalSeconds:0} s and was stopped. Write simpler code: no deeply nested generics, " +
                "closures or const computations, and no very large array literals.");
        }

        var diagnostics = RustcDiagnostics.Parse(result.ErrorBytes.Span, source);
        if (diagnostics.Count > 0)
        {
            return new WasmError(WasmErrorCode.CompilationFailed, DiagnosticText.Join("The code does not compile:", diagnostics))
            {
                Diagnostics = diagnostics,
                Line = diagnostics[0].Line,
            };
        }

        var ending = result.Succeeded ? "it wrote no module" : result.Ending;
        return result.ExitCode is Crashed or Aborted || Panicked(result)
            ? new WasmError(
                WasmErrorCode.CompilationFailed,
                $"The compiler broke down over this code ({ending}), most likely for lack of stack or of the {options.MemoryBytes >> 20:N0} MiB that it may use. "
                + "Write simpler code: no very long expressions or chains of calls, no deeply nested types, no very large constants.")
            : new WasmError(
                WasmErrorCode.CompilerFailed,
                $"The compiler could not be used ({ending}); this is not the code's fault. `rlm doctor` checks the installation.\n{Cut(RustcDiagnostics.Complaint(result.ErrorBytes.Span) ?? result.Tail(5))}");
    }

    /// <summary>A mistake of rustc's own, which some sources bring out; it says so, and its status is that of any panic in Rust.</summary>
    private static bool Panicked(ProcessResult result) =>
        result.ExitCode == 101 && result.ErrorBytes.Span.IndexOf("the compiler unexpectedly panicked"u8) >= 0;

    private static string Cut(string text) => text.Length <= MaxComplaint ? text.TrimEnd() : text[..MaxComplaint] + " …";
}
