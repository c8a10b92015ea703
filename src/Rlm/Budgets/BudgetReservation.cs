namespace Rlm.Budgets;

/// <summary>What was set aside for one call.</summary>
/// <param name="Estimate">How much; its completion is what the call may write at most.</param>
/// <param name="IsShortened">Whether less may be written than was asked for, because not more is left.</param>
internal sealed record BudgetReservation(CallEstimate Estimate, bool IsShortened);
