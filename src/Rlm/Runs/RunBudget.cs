namespace Rlm.Runs;

/// <summary>What a run has left. Reserved before work starts, so that calls in parallel cannot overspend.</summary>
public sealed class RunBudget(RunLimits limits)
{
    private int _subCalls;

    /// <summary>The limits that this budget counts against.</summary>
    public RunLimits Limits { get; } = limits;

    /// <summary>Sub-calls reserved up to now.</summary>
    public int SubCalls => Volatile.Read(ref _subCalls);

    /// <summary>Takes one sub-call out of the budget; false when none is left.</summary>
    public bool TryReserveSubCall()
    {
        while (true)
        {
            var used = SubCalls;
            if (used >= Limits.MaxSubCalls)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _subCalls, used + 1, used) == used)
            {
                return true;
            }
        }
    }
}
