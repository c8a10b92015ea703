using Rlm.Budgets;
using Rlm.Runs;

namespace Rlm.Tests.Budgets;

public sealed class RunBudgetTests
{
    private static readonly CallEstimate Small = new(1_000, 1_000);

    [Fact]
    public void Calls_taken_at_once_never_overspend()
    {
        var budget = new RunBudget(new RunLimits { MaxSubCalls = 1_000, MaxTokens = 1_000_000_000 });
        var taken = 0;
        Parallel.For(0, 5_000, _ => Interlocked.Add(ref taken, budget.TryReserve(CallKind.SubCall, Small, out var _) is null ? 0 : 1));
        Assert.Equal((1_000, 1_000), (taken, budget.SubCalls));
        Assert.Equal(BudgetKind.SubCalls, budget.Reached?.Kind);
    }

    [Fact]
    public void Tokens_reserved_at_once_never_overspend_whatever_is_settled()
    {
        var budget = new RunBudget(new RunLimits { MaxSubCalls = 100_000, MaxTokens = 100_000 });
        long used = 0;
        Parallel.For(0, 5_000, i =>
        {
            if (budget.TryReserve(CallKind.SubCall, new CallEstimate(100, 900), out var _) is { } reservation)
            {
                var tokens = 100 + (reservation.Estimate.Completion * (i % 3) / 2);
                Interlocked.Add(ref used, tokens);
                budget.Settle(reservation, tokens, null);
            }
        });
        Assert.InRange(used, 90_000, 100_000);
        Assert.Equal(BudgetKind.Tokens, budget.Reached?.Kind);
    }

    [Fact]
    public void What_is_held_for_the_last_turn_nobody_else_gets()
    {
        var budget = new RunBudget(new RunLimits { MaxTokens = 5_000 });
        budget.HoldForLastTurn(new CallEstimate(1_500, 1_500));
        Assert.NotNull(budget.TryReserve(CallKind.SubCall, Small, out var _));
        Assert.Null(budget.TryReserve(CallKind.SubCall, Small, out var refusal));
        Assert.Equal(new BudgetRefusal(BudgetKind.Tokens, 5_000), refusal);
        Assert.NotNull(budget.TryReserve(CallKind.LastTurn, new CallEstimate(1_500, 1_500), out _));
    }

    [Fact]
    public void An_answer_may_be_shorter_when_not_more_is_left()
    {
        var budget = new RunBudget(new RunLimits { MaxTokens = 2_000 });
        var reservation = budget.TryReserve(CallKind.Turn, new CallEstimate(1_000, 16_384), out _)!;
        Assert.Equal((1_000, true), (reservation.Estimate.Completion, reservation.IsShortened));
    }

    [Fact]
    public void Money_bounds_what_may_be_written()
    {
        var budget = new RunBudget(new RunLimits { MaxCostUsd = 0.01 });
        var reservation = budget.TryReserve(CallKind.Turn, new CallEstimate(2_000, 10_000, 1, 2), out _)!;
        Assert.Equal(4_000, reservation.Estimate.Completion);
        Assert.Null(budget.TryReserve(CallKind.SubCall, new CallEstimate(10, 300, 1, 2), out var refusal));
        Assert.Equal(BudgetKind.Cost, refusal!.Kind);
        budget.Settle(reservation, 3_000, 0.004);
        Assert.NotNull(budget.TryReserve(CallKind.SubCall, new CallEstimate(10, 300, 1, 2), out _));
    }

    [Fact]
    public void A_price_that_is_not_known_bounds_nothing()
    {
        var budget = new RunBudget(new RunLimits());
        Assert.NotNull(budget.TryReserve(CallKind.Turn, new CallEstimate(100_000, 100_000), out _));
    }

    [Fact]
    public void Depth_refuses_and_ends_nothing()
    {
        var budget = new RunBudget(new RunLimits());
        Assert.Contains("2 deep", budget.Reach(BudgetKind.Depth).ToError().Message);
        Assert.Null(budget.Reached);
    }
}
