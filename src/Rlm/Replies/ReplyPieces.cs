namespace Rlm.Replies;

/// <summary>Cuts replies at Markdown fences.</summary>
internal static class ReplyPieces
{
    private const int FenceLength = 3;

    /// <summary>Fences longer than this are not told apart: it keeps reading linear.</summary>
    private const int MostFenceLength = 6;

    private static readonly string[] RustTags = ["rust", "rs"];

    /// <summary>Tags of what is not Rust although it may hold some.</summary>
    private static readonly string[] OtherTags = ["json", "jsonl", "json5", "yaml", "yml", "xml", "diff", "toml"];

    public static IEnumerable<ReplyPiece> Of(string reply)
    {
        var start = 0;
        while (start < reply.Length)
        {
            if (NextFence(reply, start, null) is not { } open)
            {
                yield return new ReplyPiece(reply[start..], false);
                yield break;
            }

            yield return new ReplyPiece(reply[start..open.At], false);
            var lineEnd = reply.IndexOf('\n', open.At);
            var language = Tag(reply[open.End..(lineEnd < 0 ? reply.Length : lineEnd)]);
            if (lineEnd < 0 || language.AsSpan().ContainsAny('{', '[', '`') || language is ['}' or ']' or '"' or '\'' or ',', ..])
            {
                // No block begins here: what stands on the line is what was meant.
                start = open.End;
                continue;
            }

            // A fence at the end of a line closes only when none stands on a line of its own.
            var close = NextFence(reply, lineEnd + 1, open) ?? Anywhere(reply, lineEnd + 1, open);
            var inside = reply[(lineEnd + 1)..(close?.At ?? reply.Length)];
            yield return new ReplyPiece(inside, IsRust(language, inside));
            start = close is not { } end ? reply.Length : BeginsBlock(reply, end) ? end.At : end.End;
        }
    }

    /// <summary>
    /// The next fence at the start of a line, or one of Rust at its end. One inside a JSON string does not count: it
    /// follows other text.
    /// </summary>
    private static Fence? NextFence(string reply, int from, Fence? toClose)
    {
        var at = from > 0 && reply[from - 1] != '\n' ? NextLine(reply, from) : from;
        for (; at < reply.Length; at = NextLine(reply, at))
        {
            var text = at;
            while (text < reply.Length && reply[text] is ' ' or '\t' or '\uFEFF' or '\u200B')
            {
                text++;
            }

            if (FenceAt(reply, text) is { } fence && (toClose is null || fence.Closes(toClose.Value)))
            {
                return fence;
            }

            if (toClose is null && RustAtEnd(reply, at) is { } rust)
            {
                return rust;
            }
        }

        return null;
    }

    private static Fence? Anywhere(string reply, int from, Fence open)
    {
        var at = reply.IndexOf(new string(open.Mark, FenceLength), from, StringComparison.Ordinal);
        return at < 0 ? null : FenceAt(reply, at);
    }

    private static Fence? FenceAt(string reply, int at)
    {
        if (at >= reply.Length || reply[at] is not ('`' or '~'))
        {
            return null;
        }

        var length = 1;
        while (at + length < reply.Length && reply[at + length] == reply[at])
        {
            length++;
        }

        return length < FenceLength ? null : new Fence(at, at + length, reply[at]);
    }

    /// <summary>A line such as <c>"code": ```rust</c> begins a block too.</summary>
    private static Fence? RustAtEnd(string reply, int lineStart)
    {
        var end = reply.IndexOf('\n', lineStart);
        if (end < 0)
        {
            return null;
        }

        var line = reply.AsSpan(lineStart, end - lineStart).TrimEnd();
        foreach (var tag in RustTags)
        {
            if (line.EndsWith(tag, StringComparison.OrdinalIgnoreCase) && line[..^tag.Length].EndsWith("```"))
            {
                return new Fence(lineStart + line.Length - tag.Length - FenceLength, lineStart + line.Length - tag.Length, '`');
            }
        }

        return null;
    }

    private static int NextLine(string reply, int at) => reply.IndexOf('\n', at) is var end and >= 0 ? end + 1 : reply.Length;

    /// <summary>Whether a fence that closes a block names a language: then the block before was never closed.</summary>
    private static bool BeginsBlock(string reply, Fence fence)
    {
        var lineEnd = reply.IndexOf('\n', fence.End);
        var tag = lineEnd < 0 ? string.Empty : Tag(reply[fence.End..lineEnd]);
        return RustTags.Contains(tag, StringComparer.OrdinalIgnoreCase) || OtherTags.Contains(tag, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The language of a fence, also as <c>{.rust}</c>.</summary>
    private static string Tag(string line)
    {
        var tag = line.Trim();
        return tag is ['{', .., '}'] && RustTags.Contains(tag[1..^1].TrimStart('.'), StringComparer.OrdinalIgnoreCase) ? "rust" : tag;
    }

    private static bool IsRust(string language, string inside) =>
        language.StartsWith("rust", StringComparison.OrdinalIgnoreCase)
        || language.Equals("rs", StringComparison.OrdinalIgnoreCase)
        || (!OtherTags.Contains(language, StringComparer.OrdinalIgnoreCase)
            && inside.Contains("fn analyze", StringComparison.Ordinal) && inside.AsSpan().TrimStart() is not ['{' or '[' or '<', ..]);

    private readonly record struct Fence(int At, int End, char Mark)
    {
        public bool Closes(Fence open) => Mark == open.Mark && Length >= open.Length;

        private int Length => Math.Min(End - At, MostFenceLength);
    }
}
