using Microsoft.Extensions.AI;
using Rlm.Models;

namespace Rlm.Budgets;

/// <summary>
/// How many tokens a conversation has, before anybody counted it: an estimate that learns from every answer that tells,
/// since no tokenizer knows all models.
/// </summary>
internal sealed class TokenGauge
{
    /// <summary>How far above what was seen the estimate stays.</summary>
    private const double Margin = 1.15;

    /// <summary>Smaller prompts say little about text.</summary>
    private const long LeastToLearnFrom = 600;

    private readonly Lock _gate = new();
    private double _factor = 1;

    public long Of(IEnumerable<ChatMessage> messages)
    {
        lock (_gate)
        {
            return (long)Math.Ceiling(TokenEstimate.Of(messages) * _factor);
        }
    }

    /// <summary>Learns from a count of the provider.</summary>
    public void Learn(IEnumerable<ChatMessage> messages, long tokens)
    {
        var estimate = TokenEstimate.Of(messages);
        if (estimate < LeastToLearnFrom || tokens <= 0)
        {
            return;
        }

        lock (_gate)
        {
            _factor = Math.Clamp(tokens * Margin / estimate, 0.3, 4);
        }
    }
}
