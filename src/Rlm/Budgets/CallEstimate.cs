namespace Rlm.Budgets;

/// <summary>What a call may take at most, before it is made.</summary>
/// <param name="Prompt">Tokens to be sent.</param>
/// <param name="Completion">Tokens that may come back.</param>
/// <param name="PricePrompt">US dollars for a million tokens sent, or null when not known.</param>
/// <param name="PriceCompletion">US dollars for a million tokens written, or null when not known.</param>
internal sealed record CallEstimate(long Prompt, long Completion, double? PricePrompt = null, double? PriceCompletion = null)
{
    public long Tokens => Prompt + Completion;

    /// <summary>In US dollars; null when a price is not known.</summary>
    public double? Cost => ((Prompt * PricePrompt) + (Completion * PriceCompletion)) / 1e6;
}
