using Rlm.Wasm.Caching.Parts;

namespace Rlm.Wasm.Execution;

/// <summary>Runs analyses in the sandbox. Safe to use from any number of threads.</summary>
/// <param name="options">The limits that the user has set.</param>
/// <param name="time">The clock of deadlines and timings; the system's when null.</param>
/// <param name="parts">
/// Where results of chunks are kept, so that of an input that grew only new chunks are analysed: <see cref="Caching.ModuleCache.Parts"/>.
/// Null: nowhere. Nothing that an execution gives depends on it but <see cref="ExecutionOutcome.CachedChunks"/> and times.
/// </param>
public sealed class WasmExecutor(ExecutionOptions options, TimeProvider? time = null, PartCache? parts = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The size that chunks are cut at, or null: as <see cref="LineChunks"/> sees fit.</summary>
    internal long? ChunkBytes { get; init; }

    private int AtOnce => Math.Max(1, options.Parallelism ?? Environment.ProcessorCount);

    /// <summary>
    /// Runs an analysis over its inputs. With <c>merge</c> the first input is cut at line ends into chunks,
    /// <c>analyze</c> runs on each, on all cores, and <c>merge</c> joins the results in document order; the other inputs go
    /// whole to every chunk, which is the larger for it. The same module, inputs and answers of the host always give the same bytes, and the same error.
    /// </summary>
    /// <param name="module">The compiled analysis.</param>
    /// <param name="inputs">One input for each parameter, in order.</param>
    /// <param name="host">
    /// Answers the calls of the analysis, of which one execution may make 10,000; null: each gets an <c>Err</c>. The wall
    /// clock of the analysis stands still while all of it that runs waits for the host.
    /// </param>
    /// <param name="progress">
    /// With <c>merge</c>, told of each chunk that is done, in order, one at a time, on threads of the sandbox: it is to be
    /// quick, and what it throws ends the execution. Null: nobody is told.
    /// </param>
    /// <param name="cancellationToken">Ends the guest within some 10 ms, also one that waits for its host.</param>
    /// <returns>The result or a typed error; expected failures are never thrown.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<ExecutionOutcome> ExecuteAsync(
        AnalysisModule module,
        IReadOnlyList<AnalysisInput> inputs,
        IHostCalls? host = null,
        IProgress<ExecutionProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(inputs);
        var context = host is null ? null : ExecutionContext.Capture();
        return OnGuestThread(
            inputs.Sum(i => i.Length),
            limits =>
            {
                using var execution = new ChunkedExecution(module, limits, _time, host, context, progress, cancellationToken);
                return Execute(execution, module, inputs);
            },
            cancellationToken);
    }

    /// <summary>
    /// Runs a function of a module in the WebAssembly text format over one text. The module imports nothing and exports
    /// its memory as <c>memory</c>; memory is grown by what the text needs, the text is written there, and the function is
    /// called with its address and length. It returns a number, or the address and length of a text.
    /// </summary>
    /// <param name="wat">The module, at most 64 KiB.</param>
    /// <param name="function">The exported function.</param>
    /// <param name="input">The text.</param>
    /// <param name="cancellationToken">Ends the guest within some 10 ms.</param>
    /// <returns>The result or a typed error; expected failures are never thrown.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<ExecutionOutcome> ExecuteWatAsync(
        string wat, string function, AnalysisInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wat);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(input);

        // Compiled there too: what reads a hostile text should have a stack of known size.
        return OnGuestThread(input.Length, limits =>
        {
            using var module = WatModule.Compile(wat, function, out var error);
            cancellationToken.ThrowIfCancellationRequested();
            if (module is null)
            {
                return WatInstance.Failed(error!);
            }

            using var instance = new WatInstance(limits, new Deadline(_time, limits.WallClock, cancellationToken, cancellationToken), _time);
            return instance.Run(module, input);
        }, cancellationToken);
    }

    private Task<ExecutionOutcome> OnGuestThread(
        long inputBytes, Func<ExecutionLimits, ExecutionOutcome> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var limits = ExecutionLimits.For(inputBytes, options);
        return GuestThreads.Run(() =>
        {
            EpochTicker.Enter();
            try
            {
                return run(limits);
            }
            finally
            {
                EpochTicker.Leave();
            }
        });
    }

    private ExecutionOutcome Execute(ChunkedExecution execution, AnalysisModule module, IReadOnlyList<AnalysisInput> inputs)
    {
        if (inputs.Count != module.Signature.Parameters.Count)
        {
            return execution.Fail(new WasmError(
                WasmErrorCode.InputMismatch,
                $"`analyze` takes {module.Signature.Parameters.Count} inputs ({string.Join(", ", module.Signature.Parameters)}); {inputs.Count} were given."));
        }

        return module.Signature.HasMerge ? execution.RunChunks(inputs, ChunkBytes, AtOnce, parts) : execution.RunWhole(inputs);
    }
}
