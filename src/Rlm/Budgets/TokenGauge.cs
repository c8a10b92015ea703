using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rlm.Models;

namespace Rlm.Budgets;

/// <summary>
/// How many tokens a conversation has, before anybody counted it: an estimate that learns from every answer that tells,
/// since no tokenizer knows all models.
/// </summary>
/// <remarks>
/// A conversation only grows, and is looked at several times a turn: each message is read once, so that a turn costs what
/// is new in it. Who changes a conversation puts a new message in the place of the old one.
/// </remarks>
internal sealed class TokenGauge
{
    /// <summary>How far above what was seen the estimate stays.</summary>
    private const double Margin = 1.15;

    /// <summary>Smaller prompts say little about text.</summary>
    private const long LeastToLearnFrom = 600;

    private readonly Lock _gate = new();
    private readonly ConditionalWeakTable<ChatMessage, Estimate> _known = [];
    private double _factor = 1;

    public long Of(IEnumerable<ChatMessage> messages)
    {
        var estimate = EstimateOf(messages);
        lock (_gate)
        {
            return (long)Math.Ceiling(estimate * _factor);
        }
    }

    /// <summary>Learns from a count of the provider.</summary>
    public void Learn(IEnumerable<ChatMessage> messages, long tokens)
    {
        var estimate = EstimateOf(messages);
        if (estimate < LeastToLearnFrom || tokens <= 0)
        {
            return;
        }

        lock (_gate)
        {
            _factor = Math.Clamp(tokens * Margin / estimate, 0.3, 4);
        }
    }

    private long EstimateOf(IEnumerable<ChatMessage> messages) =>
        messages.Sum(message => _known.GetValue(message, static m => new Estimate(TokenEstimate.Of(m))).Tokens);

    private sealed record Estimate(long Tokens);
}
