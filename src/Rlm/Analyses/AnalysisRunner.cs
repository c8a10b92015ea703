using Rlm.Documents;
using Rlm.Runs;
using Rlm.Wasm;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Execution;

namespace Rlm.Analyses;

/// <summary>Finds the texts for the parameters of <c>analyze</c>.</summary>
/// <param name="parameters">Their names, in order.</param>
/// <param name="error">Why they cannot be found, or null.</param>
public delegate IReadOnlyList<Text>? BindInputs(IReadOnlyList<string> parameters, out WasmError? error);

/// <summary>Compiles (or finds) an analysis and runs it over texts.</summary>
/// <param name="cache">Gives modules.</param>
/// <param name="executor">Runs them.</param>
/// <param name="time">The clock.</param>
/// <param name="enabled">False: nothing is compiled or run, and every analysis fails with <see cref="SwitchedOff"/>.</param>
public sealed class AnalysisRunner(ModuleCache cache, WasmExecutor executor, TimeProvider time, bool enabled = true)
{
    /// <summary>What is said where analyses are switched off.</summary>
    public static WasmError SwitchedOff { get; } = new(
        WasmErrorCode.SwitchedOff, "Analyses are switched off (wasm.enabled, RLM_WASM_ENABLED or --wasm-enabled is false).");

    private static AnalysisFacts NoFacts { get; } = new(false, 0, 0, 0, new AnalysisTimings(0, 0, 0, 0, 0, 0, 0));

    /// <summary>Runs an analysis.</summary>
    /// <param name="source">Its Rust.</param>
    /// <param name="bind">Finds its inputs once its parameters are known.</param>
    /// <param name="host">Answers its calls; null: there is nobody to ask.</param>
    /// <param name="cancellationToken">Ends compiler and guest.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<AnalysisRun> RunAsync(string source, BindInputs bind, IHostCalls? host, CancellationToken cancellationToken) =>
        RunAsync(source, bind, host, null, cancellationToken);

    /// <summary>Runs an analysis and tells how far it has come.</summary>
    /// <param name="source">Its Rust.</param>
    /// <param name="bind">Finds its inputs once its parameters are known.</param>
    /// <param name="host">Answers its calls; null: there is nobody to ask.</param>
    /// <param name="progress">Told of each chunk of an analysis with <c>merge</c>, as <see cref="WasmExecutor"/> says; null: nobody is told.</param>
    /// <param name="cancellationToken">Ends compiler and guest.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<AnalysisRun> RunAsync(
        string source, BindInputs bind, IHostCalls? host, IProgress<ExecutionProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bind);
        if (!enabled)
        {
            return new AnalysisRun { Error = SwitchedOff, Facts = NoFacts };
        }

        var began = time.GetTimestamp();
        var lookup = await cache.GetAsync(source, cancellationToken).ConfigureAwait(false);
        if (lookup.Module is not { } module)
        {
            return new AnalysisRun { Error = lookup.Error, Facts = Facts(lookup, null, time.GetElapsedTime(began)) };
        }

        if (bind(module.Signature.Parameters, out var mismatch) is not { } inputs)
        {
            return new AnalysisRun { Error = mismatch, Facts = Facts(lookup, null, time.GetElapsedTime(began)) };
        }

        var outcome = await executor.ExecuteAsync(module, inputs, host, progress, cancellationToken).ConfigureAwait(false);
        return Run(lookup, outcome, time.GetElapsedTime(began));
    }

    /// <summary>Runs an analysis that was compiled before. Needs no compiler, and has nobody to ask.</summary>
    /// <param name="module">The module.</param>
    /// <param name="inputs">One for each of its parameters, in order.</param>
    /// <param name="cancellationToken">Ends the guest.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<AnalysisRun> RunReadyMadeAsync(
        ReadyMadeModule module, IReadOnlyList<AnalysisInput> inputs, CancellationToken cancellationToken)
    {
        if (!enabled)
        {
            return new AnalysisRun { Error = SwitchedOff, Facts = NoFacts };
        }

        var began = time.GetTimestamp();
        var lookup = await cache.GetReadyMadeAsync(module, cancellationToken).ConfigureAwait(false);
        if (lookup.Module is not { } native)
        {
            return new AnalysisRun { Error = lookup.Error, Facts = Facts(lookup, null, time.GetElapsedTime(began)) };
        }

        var outcome = await executor.ExecuteAsync(native, inputs, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Run(lookup, outcome, time.GetElapsedTime(began));
    }

    /// <summary>Runs a function of a module in the WebAssembly text format over a text.</summary>
    /// <param name="wat">The module.</param>
    /// <param name="function">The exported function.</param>
    /// <param name="input">The text.</param>
    /// <param name="cancellationToken">Ends the guest.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<AnalysisRun> RunWatAsync(string wat, string function, AnalysisInput input, CancellationToken cancellationToken)
    {
        if (!enabled)
        {
            return new AnalysisRun { Error = SwitchedOff, Facts = NoFacts };
        }

        var began = time.GetTimestamp();
        var outcome = await executor.ExecuteWatAsync(wat, function, input, cancellationToken).ConfigureAwait(false);
        return Run(new ModuleLookup(), outcome, time.GetElapsedTime(began));
    }

    private static AnalysisRun Run(ModuleLookup lookup, ExecutionOutcome outcome, TimeSpan total) => new()
    {
        Output = outcome.Output,
        Error = outcome.Error,
        Log = outcome.Log,
        Facts = Facts(lookup, outcome, total),
    };

    private static AnalysisFacts Facts(ModuleLookup lookup, ExecutionOutcome? outcome, TimeSpan total) => new(
        lookup.Tier != CacheTier.None,
        outcome?.FuelUsed ?? 0,
        outcome?.MemoryBytes ?? 0,
        outcome?.Chunks ?? 0,
        new AnalysisTimings(
            Round(outcome?.Timings.Load),
            Round(lookup.Timings.Validate),
            Round(lookup.Timings.Compile),
            Round(lookup.Timings.AheadOfTime),
            Round(lookup.Timings.Load + (outcome?.Timings.Instantiate ?? TimeSpan.Zero)),
            Round(outcome?.Timings.Run),
            Round(total))
        {
            Wait = Round(outcome?.Timings.Wait),
        })
    {
        CachedChunks = outcome?.CachedChunks ?? 0,
        Fixes = lookup.Module?.Fixes ?? [],
        SkippedLines = outcome?.Skipped.Count ?? 0,
        SkippedSamples = outcome?.Skipped.Samples ?? [],
    };

    private static double Round(TimeSpan? time) => Math.Round((time ?? TimeSpan.Zero).TotalMilliseconds, 3);
}
