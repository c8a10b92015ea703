using Microsoft.Extensions.AI;
using Rlm.Models.Http;

namespace Rlm.Models.Ollama;

/// <summary>
/// How long a context Ollama is asked for: enough for prompt and answer. Another length than the last makes it load the
/// model anew, so the lengths are few, and never go down.
/// </summary>
internal sealed class ContextLength
{
    private const int Least = 8_192;

    /// <summary>Room for an answer that nobody limits.</summary>
    private const int Answer = 4_096;

    private int _current = Least;

    /// <summary>A power of two that holds everything, or what the model has at most.</summary>
    public int For(IReadOnlyList<ChatMessage> messages, WireOptions options, int? most)
    {
        var limit = Math.Min(most ?? int.MaxValue, options.Profile.ContextWindow ?? int.MaxValue);
        var tools = options.Tools.Sum(t => TokenEstimate.Of(t.Name + t.Description + t.JsonSchema.GetRawText()));
        var needed = TokenEstimate.Of(messages) + tools + (options.MaxTokens ?? Answer);
        long length = Least;
        while (length < needed && length < 1 << 30)
        {
            length *= 2;
        }

        int before, wanted;
        do
        {
            before = Volatile.Read(ref _current);
            wanted = (int)Math.Max(before, length);
        }
        while (Interlocked.CompareExchange(ref _current, wanted, before) != before);
        return Math.Min(wanted, limit);
    }
}
