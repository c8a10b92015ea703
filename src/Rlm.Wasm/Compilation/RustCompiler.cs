using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rlm.Wasm.Jail;
using Rlm.Wasm.Processes;
using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>Compiles analyses to WebAssembly with the rustc that <see cref="ToolchainLocator"/> finds. Safe to use from any number of threads.</summary>
/// <param name="locator">Finds the compiler, once.</param>
/// <param name="options">How to compile.</param>
/// <param name="time">The clock; the system's when null.</param>
/// <param name="logger">Where scratch folders that cannot be removed are reported.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing.
public sealed partial class RustCompiler(
    ToolchainLocator locator, CompilerOptions options, TimeProvider? time = null, ILogger<RustCompiler>? logger = null)
#pragma warning restore CA1001
{
    private const int MaxOutputBytes = 4 << 20;
    private const int MaxComplaint = 2_000;
    private const int MaxDependencyBytes = 64 << 10;

    /// <summary>What is read at all; what is compiled to native code is bounded more tightly.</summary>
    private const int MaxModuleBytes = 64 << 20;

    private static readonly string[] JailVoices = ["jail: ", "bwrap: ", "prlimit: "];

    private static readonly WasmError TooLarge = new(
        WasmErrorCode.InvalidModule,
        $"The compiled module has more than {MaxModuleBytes >> 20} MiB, far more than may be run: make tables at run time instead of in constants and statics.");

    /// <summary>A fix may lay open the next error; more than a few in a row are not slips any more.</summary>
    private const int MaxFixRounds = 3;

    // 128 and the signal: SIGABRT and SIGSEGV are what memory or a stack that ran out inside of rustc end with, SIGXCPU
    // is the limit on processor time.
    private const int Aborted = 134;
    private const int Crashed = 139;
    private const int OutOfCpu = 152;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<RustCompiler>.Instance;
    private readonly SemaphoreSlim _slots = new(options.MaxConcurrent);
    private readonly CompilerJail _jail = new(
        options.Jail, locator.Folder, time ?? TimeProvider.System, logger ?? NullLogger<RustCompiler>.Instance);
    private int _swept;

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

    /// <summary>Which jail rustc would run in. The first call on a machine that was started tries them.</summary>
    /// <returns>The jail, or why nothing can be compiled; that there is no compiler is such a reason.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<JailStatus> FindJailAsync(CancellationToken cancellationToken = default)
    {
        var status = await locator.FindAsync(cancellationToken).ConfigureAwait(false);
        return status.Toolchain is { } toolchain
            ? await _jail.FindAsync(toolchain, cancellationToken).ConfigureAwait(false)
            : new JailStatus { Error = status.Error };
    }

    /// <summary>Whether anything can be compiled here: a compiler, and a jail that it works in.</summary>
    /// <returns>The toolchain, or what is missing and what mends it.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ToolchainStatus> FindToolchainAsync(CancellationToken cancellationToken = default)
    {
        var status = await locator.FindAsync(cancellationToken).ConfigureAwait(false);
        return status.Toolchain is { } toolchain && (await _jail.FindAsync(toolchain, cancellationToken).ConfigureAwait(false)).Error is { } error
            ? status with { Toolchain = null, Error = error }
            : status;
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
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Interlocked.Exchange(ref _swept, 1) == 0)
            {
                ScratchFolder.Sweep(options.ScratchFolder, LogScratchLeft);
            }

            var jail = await _jail.FindAsync(prepared.Toolchain!, cancellationToken).ConfigureAwait(false);
            return jail.Plan is { } plan
                ? await CompileAndFixAsync(prepared, plan, cancellationToken).ConfigureAwait(false)
                : new CompilationResult { Error = jail.Error };
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
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>
    /// Compiles, and where rustc itself knows what was meant, does that and compiles again. When it fails all the same,
    /// the error is that of the source as its author wrote it.
    /// </summary>
    private async Task<CompilationResult> CompileAndFixAsync(PreparedSource prepared, JailPlan plan, CancellationToken cancellationToken)
    {
        var source = prepared.Source!;
        var fixes = new List<Fix>();
        var elapsed = TimeSpan.Zero;
        WasmError? error = null;
        for (var round = 0; round <= MaxFixRounds; round++)
        {
            var (result, wasm, refused) = await RunAsync(source, prepared.Toolchain!, plan, cancellationToken).ConfigureAwait(false);
            elapsed += result.Elapsed;
            if (refused is not null)
            {
                return new CompilationResult { Error = refused, Compile = elapsed };
            }

            if (wasm is not null)
            {
                var analysis = new CompiledAnalysis(prepared.Key!, source.Signature, wasm) { Fixes = fixes };
                return new CompilationResult { Analysis = analysis, Compile = elapsed };
            }

            if (JailFailure(result, plan) is { } broken)
            {
                _jail.Forget(prepared.Toolchain!);
                return new CompilationResult { Error = broken, Compile = elapsed };
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

    private async Task<(ProcessResult Result, byte[]? Wasm, WasmError? Refused)> RunAsync(
        ValidatedSource source, RustToolchain toolchain, JailPlan plan, CancellationToken cancellationToken)
    {
        using var scratch = ScratchFolder.Create(options.ScratchFolder, LogScratchLeft);
        await scratch.WriteAsync(EntryTemplate.EntryFile, EntryTemplate.Render(source.Signature), cancellationToken).ConfigureAwait(false);
        await scratch.WriteAsync(EntryTemplate.AnalysisFile, source.CompilerText, cancellationToken).ConfigureAwait(false);

        var request = new ProcessRequest
        {
            FileName = toolchain.RustcPath,
            Arguments = RustcCommandLine.For(toolchain, source.Signature, options),
            WorkingDirectory = scratch.Path,
            Environment = toolchain.Environment(scratch.Path),
            Timeout = options.Timeout,
            MaxOutputBytes = MaxOutputBytes,
            EndAtMaxOutput = true,
        };
        var limits = new JailLimits
        {
            AddressSpaceBytes = options.MemoryBytes,

            // rustc uses several threads; the clock is what ends it, and this where nobody watches the clock any more.
            CpuSeconds = 2 * (int)Math.Ceiling(options.Timeout.TotalSeconds),
        };
        var result = await ToolProcess.RunAsync(
            JailCommand.Wrap(plan, new JailedProgram(request, ToolchainFiles.Of(toolchain), limits)), cancellationToken, _time).ConfigureAwait(false);

        if (!result.Succeeded)
        {
            return (result, null, null);
        }

        var module = scratch.Read(RustcCommandLine.OutputFile, MaxModuleBytes);
        var dependencies = scratch.Read(RustcCommandLine.DependencyFile, MaxDependencyBytes);
        if (module is null || dependencies is null)
        {
            return (result, null, null);
        }

        return DependencyInfo.Foreign(dependencies) is { } foreign ? (result, null, Foreign(foreign))
            : module.Length == MaxModuleBytes ? (result, null, TooLarge)
            : (result, module, null);
    }

    private static WasmError Foreign(string what) => new(
        WasmErrorCode.InvalidSource,
        $"The code made the compiler read what is not the code's own ({what}), so the module is not used. Code gets its data as the arguments of `analyze` only.");

    /// <summary>What a layer of the jail says when it cannot do its work; rustc itself says everything in JSON.</summary>
    private static WasmError? JailFailure(ProcessResult result, JailPlan plan)
    {
        var said = result.ErrorOutput;
        return plan != JailPlan.Open && (result.StartError is not null || JailVoices.Any(voice => said.StartsWith(voice, StringComparison.Ordinal)))
            ? new WasmError(
                WasmErrorCode.CompilerFailed,
                $"The jail that rustc runs in could not be set up; this is not the code's fault. `rlm doctor` checks it.\n{result.StartError ?? result.Tail(3)}")
            : null;
    }

    private WasmError Explain(ProcessResult result, ValidatedSource source)
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scratch folder {Folder} could not be removed: {Reason}")]
    private partial void LogScratchLeft(string folder, string reason);
}
