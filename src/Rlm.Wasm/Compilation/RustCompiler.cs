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
    private const int MaxDependencyBytes = 64 << 10;

    /// <summary>What is read at all; what is compiled to native code is bounded more tightly.</summary>
    private const int MaxModuleBytes = 64 << 20;

    private static readonly WasmError TooLarge = new(
        WasmErrorCode.InvalidModule,
        $"The compiled module has more than {MaxModuleBytes >> 20} MiB, far more than may be run: make tables at run time instead of in constants and statics.");

    /// <summary>A fix may lay open the next error; more than a few in a row are not slips any more.</summary>
    private const int MaxFixRounds = 3;

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

            if (CompileFailure.OfJail(result, plan) is { } broken)
            {
                _jail.Forget(prepared.Toolchain!);
                return new CompilationResult { Error = broken, Compile = elapsed };
            }

            error ??= CompileFailure.Of(result, source, options);
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

        return DependencyInfo.Foreign(dependencies) is { } foreign ? (result, null, CompileFailure.Foreign(foreign))
            : module.Length == MaxModuleBytes ? (result, null, TooLarge)
            : (result, module, null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scratch folder {Folder} could not be removed: {Reason}")]
    private partial void LogScratchLeft(string folder, string reason);
}
