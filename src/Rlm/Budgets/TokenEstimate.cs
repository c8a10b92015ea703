using Microsoft.Extensions.AI;

namespace Rlm.Budgets;

/// <summary>
/// How many tokens a conversation has, before anybody counted it. Begins with more than text usually has and learns from
/// every answer that tells: no tokenizer knows all models.
/// </summary>
internal sealed class TokenEstimate
{
    /// <summary>Tokens for a byte of UTF-8; English has 0.24 and code 0.3 of them.</summary>
    private const double First = 1 / 3.0;

    /// <summary>Of the marks around a message.</summary>
    private const int PerMessage = 8;

    /// <summary>How far above what was seen the estimate stays.</summary>
    private const double Margin = 1.15;

    private readonly Lock _gate = new();
    private double _perByte = First;

    public long Of(IEnumerable<ChatMessage> messages)
    {
        var (bytes, count) = Measure(messages);
        lock (_gate)
        {
            return (long)Math.Ceiling(bytes * _perByte) + (count * PerMessage);
        }
    }

    /// <summary>How many bytes of text so many tokens hold at least.</summary>
    public long BytesOf(long tokens)
    {
        lock (_gate)
        {
            return (long)(tokens / _perByte);
        }
    }

    /// <summary>Learns from a count of the provider. Small prompts say little about text and are passed over.</summary>
    public void Learn(IEnumerable<ChatMessage> messages, long tokens)
    {
        var (bytes, count) = Measure(messages);
        if (bytes < 2_000 || tokens <= 0)
        {
            return;
        }

        lock (_gate)
        {
            _perByte = Math.Clamp((tokens - (count * PerMessage)) * Margin / bytes, 0.1, 1.5);
        }
    }

    private static (long Bytes, int Count) Measure(IEnumerable<ChatMessage> messages)
    {
        var (bytes, count) = (0L, 0);
        foreach (var message in messages)
        {
            bytes += System.Text.Encoding.UTF8.GetByteCount(message.Text);
            count++;
        }

        return (bytes, count);
    }
}
