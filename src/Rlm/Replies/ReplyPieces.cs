namespace Rlm.Replies;

/// <summary>A reply cut at its fences.</summary>
/// <param name="Text">What stands in the piece.</param>
/// <param name="IsRust">Whether it is a fence of Rust.</param>
internal readonly record struct ReplyPiece(string Text, bool IsRust);

/// <summary>Cuts replies at Markdown fences.</summary>
internal static class ReplyPieces
{
    private const string Fence = "```";

    public static IEnumerable<ReplyPiece> Of(string reply)
    {
        var start = 0;
        while (start < reply.Length)
        {
            var open = NextFence(reply, start);
            if (open < 0)
            {
                yield return new ReplyPiece(reply[start..], false);
                yield break;
            }

            yield return new ReplyPiece(reply[start..open], false);
            var lineEnd = reply.IndexOf('\n', open);
            var language = reply[(open + Fence.Length)..(lineEnd < 0 ? reply.Length : lineEnd)].Trim();
            if (lineEnd < 0 || language.AsSpan().ContainsAny('{', '[', '`'))
            {
                // No block begins here: what stands on the line is what was meant.
                start = open + Fence.Length;
                continue;
            }

            // A fence at the end of a line closes only when none stands on a line of its own.
            var close = NextFence(reply, lineEnd + 1);
            close = close < 0 ? reply.IndexOf(Fence, lineEnd + 1, StringComparison.Ordinal) : close;
            var end = close < 0 ? reply.Length : close;
            var inside = reply[(lineEnd + 1)..end];
            yield return new ReplyPiece(inside, IsRust(language, inside));
            start = close < 0 ? reply.Length : close + Fence.Length;
        }
    }

    /// <summary>The next fence at the start of a line. One inside a JSON string does not count: it follows other text.</summary>
    private static int NextFence(string reply, int from)
    {
        while (true)
        {
            var at = reply.IndexOf(Fence, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return -1;
            }

            var lineStart = at == 0 ? 0 : reply.LastIndexOf('\n', at - 1) + 1;
            if (reply.AsSpan(lineStart, at - lineStart).IsWhiteSpace())
            {
                return at;
            }

            from = at + Fence.Length;
        }
    }

    private static bool IsRust(string language, string inside) =>
        language.StartsWith("rust", StringComparison.OrdinalIgnoreCase)
        || language.Equals("rs", StringComparison.OrdinalIgnoreCase)
        || (language.Length == 0 && inside.Contains("fn analyze", StringComparison.Ordinal) && !inside.TrimStart().StartsWith('{'));
}
