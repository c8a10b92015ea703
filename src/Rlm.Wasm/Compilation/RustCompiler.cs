using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rlm.Wasm.Processes;
using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>Compiles analyses to WebAssembly with the rustc that <see cref="ToolchainLocator"/> finds. Safe to use from any number of threads.</summary>
/// <param name="locator">Finds the compiler, once.</param>
/// <param name="options">How to compile.</param>
/// <param name="time">The clock; the system's when null.</param>
/// <param name="logger">Where scratch folders that cannot be removed are reported.</param>
public sealed partial class RustCompiler(
    ToolchainLocator locator, CompilerOptions options, TimeProvider? time = null, ILogger<RustCompiler>? logger = null)
{
    private const int MaxOutputBytes = 4 << 20;

    /// <summary>A fix may lay open the next error; more than a few in a row are not slips any more.</summary>
    private const int MaxFixRounds = 3;

    // 128 and the signal: what a stack that ran out inside of rustc ends with.
    private const int Aborted = 134;
    private const int Crashed = 139;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<RustCompiler>.Instance;

    /// <summary>Validates and compiles a source.</summary>
    /// <param name="source">Rust that defines <c>analyze</c>, at most 64 KiB.</param>
    /// <param name="cancellationToken">Ends rustc with all its children.</param>
    /// <returns>WebAssembly or a typed error; expected failures are never thrown.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<CompilationResult> CompileAsync(string source, CancellationToken cancellationToken = default)
    {
        var prepared = await PrepareAsync(source, cancellationToken).ConfigureAwait(false);
        var result = prepared.Error is null
            ? await CompileAsync(prepared, cancellationToken).ConfigureAwait(false)
            : new CompilationResult { Error = prepared.Error };
        return result with { Validate = prepared.Validate };
    }

    /// <summary>Everything that comes before rustc.</summary>
    internal async Task<PreparedSource> PrepareAsync(string source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var began = _time.GetTimestamp();
        var validation = SourceValidator.Validate(source);
        var validate = _time.GetElapsedTime(began);
        if (validation.Source is not { } valid)
        {
            return Refuse(new WasmError(WasmErrorCode.InvalidSource, DiagnosticText.Join("The code is not an analysis that can be run:", validation.Problems))
            {
                Diagnostics = validation.Problems,
                Line = validation.Problems[0].Line,
            });
        }

        var status = await locator.FindAsync(cancellationToken).ConfigureAwait(false);
        if (status.Toolchain is not { } toolchain)
        {
            return Refuse(status.Error!);
        }

        var missing = valid.Signature.Crates.Where(c => toolchain.Crates.All(g => g.Name != c)).ToList();
        return missing.Count > 0
            ? Refuse(new WasmError(
                WasmErrorCode.InvalidSource,
                $"The crate `{missing[0]}` is not installed here, only std is. Write it with std, or run `rlm setup` to add the crate."))
            : new PreparedSource(valid, toolchain, ModuleKey.Of(valid, toolchain, options), null) { Validate = validate };

        PreparedSource Refuse(WasmError error) => new(null, null, null, error) { Validate = validate };
    }

    internal async Task<CompilationResult> CompileAsync(PreparedSource prepared, CancellationToken cancellationToken)
    {
        try
        {
            return await CompileAndFixAsync(prepared, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new CompilationResult
            {
                Error = new WasmError(
                    WasmErrorCode.CompilerFailed,
                    $"The folder for compiling could not be used: {exception.Message} This is not the code's fault. Free some space there, or name another folder."),
            };
        }
    }

    /// <summary>
    /// Compiles, and where rustc itself knows what was meant, does that and compiles again. When it fails all the same,
    /// the error is that of the source as its author wrote it.
    /// </summary>
    private async Task<CompilationResult> CompileAndFixAsync(PreparedSource prepared, CancellationToken cancellationToken)
    {
        var source = prepared.Source!;
        var fixes = new List<Fix>();
        var elapsed = TimeSpan.Zero;
        WasmError? error = null;
        for (var round = 0; round <= MaxFixRounds; round++)
        {
            var (result, wasm) = await RunAsync(source, prepared.Toolchain!, cancellationToken).ConfigureAwait(false);
            elapsed += result.Elapsed;
            if (wasm is not null)
            {
                var analysis = new CompiledAnalysis(prepared.Key!, source.Signature, wasm) { Fixes = fixes };
                return new CompilationResult { Analysis = analysis, Compile = elapsed };
            }

            error ??= Explain(result, source);
            if (MachineFixes.Apply(result.ErrorBytes.Span, source, out var made) is not { } mended
                || SourceValidator.Validate(mended).Source is not { } valid)
            {
                break;
            }

            fixes.AddRange(made);
            source = valid;
        }

        return new CompilationResult { Error = error, Compile = elapsed };
    }

    private async Task<(ProcessResult Result, byte[]? Wasm)> RunAsync(
        ValidatedSource source, RustToolchain toolchain, CancellationToken cancellationToken)
    {
        using var scratch = ScratchFolder.Create(options.ScratchFolder, LogScratchLeft);
        await scratch.WriteAsync(EntryTemplate.EntryFile, EntryTemplate.Render(source.Signature), cancellationToken).ConfigureAwait(false);
        await scratch.WriteAsync(EntryTemplate.AnalysisFile, source.CompilerText, cancellationToken).ConfigureAwait(false);

        var result = await ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = toolchain.RustcPath,
                Arguments = RustcCommandLine.For(toolchain, source.Signature, options),
                WorkingDirectory = scratch.Path,
                Environment = RustcCommandLine.Environment(toolchain, scratch.Path),
                Timeout = options.Timeout,
                MaxOutputBytes = MaxOutputBytes,
            },
            cancellationToken,
            _time).ConfigureAwait(false);

        var output = scratch.PathOf(RustcCommandLine.OutputFile);
        if (result.Succeeded && File.Exists(output))
        {
            return (result, await File.ReadAllBytesAsync(output, cancellationToken).ConfigureAwait(false));
        }

        return (result, null);
    }

    private WasmError Explain(ProcessResult result, ValidatedSource source)
    {
        if (result.TimedOut)
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
        return result.ExitCode is Crashed or Aborted
            ? new WasmError(
                WasmErrorCode.CompilationFailed,
                $"The compiler broke down over this code ({ending}). Write simpler code: no very long expressions or chains of calls, no deeply nested types.")
            : new WasmError(
                WasmErrorCode.CompilerFailed,
                $"The compiler could not be used ({ending}); this is not the code's fault. `rlm doctor` checks the installation.\n{result.Tail(5)}");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scratch folder {Folder} could not be removed: {Reason}")]
    private partial void LogScratchLeft(string folder, string reason);
}
