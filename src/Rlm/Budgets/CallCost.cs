using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Budgets;

/// <summary>What a call cost.</summary>
internal static class CallCost
{
    /// <summary>In US dollars; null when the tokens or a price are not known.</summary>
    public static double? Of(ProviderOptions options, TokenUse? tokens)
    {
        var cached = Math.Min(tokens?.CachedPrompt ?? 0, tokens?.Prompt ?? 0);
        return (((tokens?.Prompt - cached) * options.PricePrompt)
            + (cached * (options.PriceCachedPrompt ?? options.PricePrompt))
            + (tokens?.Completion * options.PriceCompletion)) / 1e6;
    }
}
