namespace Rlm.Wasm;

/// <summary>Why an analysis gave no result. Each of these is expected to happen and is never thrown.</summary>
public enum WasmErrorCode
{
    /// <summary>No <c>rustc</c> was found; everything but compiling works.</summary>
    CompilerNotFound,

    /// <summary>A <c>rustc</c> was found, but not the standard library for <c>wasm32-unknown-unknown</c>.</summary>
    TargetNotInstalled,

    /// <summary>The compiler is there but could not be used: missing linker, missing rights, full disk.</summary>
    CompilerFailed,

    /// <summary>No jail for rustc works on this machine, and none was waived; nothing is compiled.</summary>
    JailUnavailable,

    /// <summary>The source says something that an analysis may not say, or lacks <c>analyze</c>.</summary>
    InvalidSource,

    /// <summary>rustc refused the source; <see cref="WasmError.Diagnostics"/> says why.</summary>
    CompilationFailed,

    /// <summary>rustc took longer than the compile limit and was ended.</summary>
    CompilationTimedOut,

    /// <summary>The compiled module is not one that RLM makes.</summary>
    InvalidModule,

    /// <summary>The inputs given are not the inputs that <c>analyze</c> asks for.</summary>
    InputMismatch,

    /// <summary>An input does not fit in the memory of the sandbox.</summary>
    InputTooLarge,

    /// <summary>A document changed or shrank while it was read.</summary>
    InputChanged,

    /// <summary>An input or an output is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The analysis used up its fuel.</summary>
    OutOfFuel,

    /// <summary>The analysis asked for more memory than it may have.</summary>
    OutOfMemory,

    /// <summary>The analysis ran longer than it may.</summary>
    TimedOut,

    /// <summary>The analysis recursed too deeply.</summary>
    StackOverflow,

    /// <summary>The analysis panicked; the message and, where Rust reports it, the line are in the error.</summary>
    Panicked,

    /// <summary>Hand-written WebAssembly did what ends a module: an access outside of its memory, a division by zero, <c>unreachable</c>.</summary>
    Trapped,

    /// <summary>The analysis returned an <c>Err</c>.</summary>
    ReturnedError,

    /// <summary>The result is larger than the output limit.</summary>
    OutputTooLarge,

    /// <summary>Analyses are switched off by configuration.</summary>
    SwitchedOff,
}
