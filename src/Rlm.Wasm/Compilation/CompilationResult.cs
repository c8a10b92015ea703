namespace Rlm.Wasm.Compilation;

/// <summary>What <see cref="RustCompiler.CompileAsync(string, CancellationToken)"/> gives: WebAssembly or an error.</summary>
public sealed record CompilationResult
{
    /// <summary>The compiled analysis, or null when <see cref="Error"/> says why there is none.</summary>
    public CompiledAnalysis? Analysis { get; init; }

    /// <summary>Why there is no analysis, or null.</summary>
    public WasmError? Error { get; init; }

    /// <summary>Time that validation took.</summary>
    public TimeSpan Validate { get; init; }

    /// <summary>Time that rustc and its linker took.</summary>
    public TimeSpan Compile { get; init; }
}
