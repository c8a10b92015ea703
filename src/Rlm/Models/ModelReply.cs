using Microsoft.Extensions.AI;
using Rlm.Runs;

namespace Rlm.Models;

/// <summary>What a model said, or why it said nothing.</summary>
/// <param name="Text">Everything it said, empty when it only called tools; null when it failed.</param>
/// <param name="Error">Why there is no reply, or null.</param>
/// <param name="Tokens">What it used, or null when the provider does not say.</param>
/// <param name="Elapsed">From the request to the end, retries included.</param>
public sealed record ModelReply(string? Text, RunError? Error, TokenUse? Tokens, TimeSpan Elapsed)
{
    /// <summary>Who was asked; after a failure the last one.</summary>
    public required ChatModel Model { get; init; }

    /// <summary>
    /// Why the text ends where it does, or null when the provider does not say. After <see cref="ChatFinishReason.Length"/>
    /// and <see cref="ChatFinishReason.ContentFilter"/> it is not whole.
    /// </summary>
    public ChatFinishReason? FinishReason { get; init; }

    /// <summary>The tools that it called, in order; empty when it called none.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>Whether the text was cut off before the model had come to its end: by the provider, or because it only repeated itself.</summary>
    public bool IsCutOff =>
        FinishReason == ChatFinishReason.Length || FinishReason == ChatFinishReason.ContentFilter || FinishReason == RepetitionGuard.Reason;
}
