namespace Rlm.Wasm.Execution;

/// <summary>Where the time of an execution went, added up over its parts; those that ran at once count each.</summary>
/// <param name="Instantiate">Making instances of the module.</param>
/// <param name="Load">Reading inputs into linear memory and checking that they are UTF-8.</param>
/// <param name="Run">Executing the analysis, without <paramref name="Wait"/>.</param>
/// <param name="Wait">Waiting for answers of the host.</param>
public readonly record struct ExecutionTimings(TimeSpan Instantiate, TimeSpan Load, TimeSpan Run, TimeSpan Wait)
{
    /// <summary>Adds two executions part by part.</summary>
    public static ExecutionTimings operator +(ExecutionTimings left, ExecutionTimings right) =>
        new(left.Instantiate + right.Instantiate, left.Load + right.Load, left.Run + right.Run, left.Wait + right.Wait);

    /// <summary>Adds two executions part by part.</summary>
    public static ExecutionTimings Add(ExecutionTimings left, ExecutionTimings right) => left + right;
}
