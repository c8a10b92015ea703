using Rlm.Runs;

namespace Rlm.Budgets;

/// <summary>
/// What a whole tree of runs has left. A call is reserved with the most that it may take before it is made, and settled
/// with what it took: calls in parallel cannot overspend together.
/// </summary>
internal sealed class RunBudget(RunLimits limits)
{
    /// <summary>Fewer tokens than these hold no answer worth its price.</summary>
    private const long LeastCompletion = 256;

    private readonly Lock _gate = new();
    private readonly HashSet<BudgetKind> _reached = [];
    private CallEstimate _held = new(0, 0);
    private int _subCalls;
    private long _tokens;
    private double _cost;

    /// <summary>The limits that this budget counts against.</summary>
    public RunLimits Limits { get; } = limits;

    /// <summary>Calls besides the turns of the root model, reserved up to now.</summary>
    public int SubCalls
    {
        get
        {
            lock (_gate)
            {
                return _subCalls;
            }
        }
    }

    /// <summary>The first budget that refused a call, or null while none did. Depth ends nothing and is not among them.</summary>
    internal BudgetRefusal? Reached
    {
        get
        {
            lock (_gate)
            {
                return _reached.Count == 0 ? null : Refusal(_reached.Min());
            }
        }
    }

    /// <summary>Sets aside what the last turn will take: no other call gets it.</summary>
    internal void HoldForLastTurn(CallEstimate estimate)
    {
        lock (_gate)
        {
            _held = estimate;
        }
    }

    /// <summary>Sets aside what a call may take, or says which budget has not so much left.</summary>
    internal BudgetReservation? TryReserve(CallKind kind, CallEstimate wanted, out BudgetRefusal? refusal)
    {
        lock (_gate)
        {
            if (kind == CallKind.SubCall && _subCalls >= Limits.MaxSubCalls)
            {
                refusal = Refuse(BudgetKind.SubCalls);
                return null;
            }

            var held = kind == CallKind.LastTurn ? new CallEstimate(0, 0) : _held;
            var byTokens = Limits.MaxTokens - _tokens - held.Tokens - wanted.Prompt;
            var byCost = CompletionFor(wanted, Limits.CostLimit - _cost - (held.Cost ?? 0));
            var completion = Math.Min(wanted.Completion, Math.Min(byTokens, byCost));
            if (completion < Math.Min(LeastCompletion, wanted.Completion))
            {
                refusal = Refuse(byTokens <= byCost ? BudgetKind.Tokens : BudgetKind.Cost);
                return null;
            }

            refusal = null;
            var granted = wanted with { Completion = completion };
            _subCalls += kind == CallKind.SubCall ? 1 : 0;
            _tokens += granted.Tokens;
            _cost += granted.Cost ?? 0;
            return new BudgetReservation(granted, completion < wanted.Completion);
        }
    }

    /// <summary>Tokens that a call may send and still be answered.</summary>
    internal long RoomForPrompt(CallKind kind)
    {
        lock (_gate)
        {
            return Limits.MaxTokens - _tokens - (kind == CallKind.LastTurn ? 0 : _held.Tokens) - LeastCompletion;
        }
    }

    /// <summary>Puts what a call took in the place of what was set aside for it.</summary>
    /// <param name="reservation">What was set aside.</param>
    /// <param name="tokens">What it used; null when the provider does not say, and then all that was set aside counts.</param>
    /// <param name="cost">What it cost, or null when that is not known.</param>
    internal void Settle(BudgetReservation reservation, long? tokens, double? cost)
    {
        lock (_gate)
        {
            _tokens += (tokens ?? reservation.Estimate.Tokens) - reservation.Estimate.Tokens;
            _cost += (cost ?? reservation.Estimate.Cost ?? 0) - (reservation.Estimate.Cost ?? 0);
        }
    }

    /// <summary>Counts a call that was made, and paid, before.</summary>
    internal void Charge(CallKind kind, long tokens, double? cost)
    {
        lock (_gate)
        {
            _subCalls += kind == CallKind.SubCall ? 1 : 0;
            _tokens += tokens;
            _cost += cost ?? 0;
        }
    }

    /// <summary>Notes that a budget has run out.</summary>
    /// <returns>What to tell.</returns>
    internal BudgetRefusal Reach(BudgetKind kind)
    {
        lock (_gate)
        {
            return Refuse(kind);
        }
    }

    private static long CompletionFor(CallEstimate wanted, double money) => wanted.Cost is null ? long.MaxValue
        : (money - (wanted.Prompt * wanted.PricePrompt!.Value / 1e6)) switch
        {
            < 0 => -1,
            var left when wanted.PriceCompletion > 0 => (long)Math.Min(left * 1e6 / wanted.PriceCompletion.Value, long.MaxValue / 2),
            _ => long.MaxValue,
        };

    private BudgetRefusal Refuse(BudgetKind kind)
    {
        if (kind != BudgetKind.Depth)
        {
            _reached.Add(kind);
        }

        return Refusal(kind);
    }

    private BudgetRefusal Refusal(BudgetKind kind) => new(kind, kind switch
    {
        BudgetKind.Iterations => Limits.MaxIterations,
        BudgetKind.SubCalls => Limits.MaxSubCalls,
        BudgetKind.Depth => Limits.MaxDepth,
        BudgetKind.Tokens => Limits.MaxTokens,
        BudgetKind.Cost => Limits.CostLimit,
        _ => Limits.MaxTime.TotalSeconds,
    });
}
