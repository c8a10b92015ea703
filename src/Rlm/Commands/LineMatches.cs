using System.Buffers;
using System.Text;
using Rlm.Documents;

namespace Rlm.Commands;

/// <summary>Finds the first match in a piece of text from a place on; gives -1 when there is none.</summary>
internal delegate int FindNext(ReadOnlySpan<char> text, int from);

/// <summary>The lines of a text that match, with their numbers.</summary>
/// <param name="Lines">The lines, each with its newline.</param>
/// <param name="Numbers">Their numbers, from 0.</param>
internal sealed record LineMatches(Text Lines, IReadOnlyList<long> Numbers)
{
    private const int MaxBytes = 64 << 20;

    /// <summary>Looks through a text in windows of whole lines; null when there is more than can be kept.</summary>
    public static LineMatches? Find(Text text, FindNext find, CancellationToken cancellationToken)
    {
        var numbers = new List<long>();
        var lines = new ArrayBufferWriter<byte>();
        var buffer = ArrayPool<char>.Shared.Rent(TextWindows.DefaultBytes);
        try
        {
            using var windows = new TextWindows(text, cancellationToken);
            while (windows.Next())
            {
                var characters = buffer.AsSpan(0, Encoding.UTF8.GetChars(windows.Bytes, buffer));
                Collect(characters, windows.Line, find, lines, numbers);
                if (lines.WrittenCount > MaxBytes)
                {
                    return null;
                }
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }

        return new LineMatches(Text.FromUtf8(lines.WrittenMemory), numbers);
    }

    /// <summary>The result of a search as a command's outcome.</summary>
    public static CommandOutcome ToOutcome(LineMatches? matches, CommandContext context)
    {
        if (matches is null)
        {
            return CommandOutcome.Failed(
                "output_too_large", $"More than {MaxBytes >> 20} MiB of lines match. Search for something rarer, or use rust_wasm to count or filter them.");
        }

        var head = $"{matches.Numbers.Count:N0} matching lines{(matches.Numbers.Count > 0 ? ", each after its line number" : string.Empty)}\n";
        return CommandOutcome.Done(head + matches.Render(context.OutputLimit), matches.Lines);
    }

    private static void Collect(
        ReadOnlySpan<char> characters, long firstLine, FindNext find, ArrayBufferWriter<byte> lines, List<long> numbers)
    {
        var line = firstLine;
        var counted = 0;
        for (var at = 0; at < characters.Length;)
        {
            var match = find(characters, at);
            if (match < 0)
            {
                return;
            }

            var start = characters[..match].LastIndexOf('\n') + 1;
            var length = characters[start..].IndexOf('\n');
            var end = length < 0 ? characters.Length : start + length;
            line += characters[counted..start].Count('\n');
            counted = start;
            numbers.Add(line);
            Encoding.UTF8.GetBytes(characters[start..end], lines);
            lines.Write("\n"u8);
            at = end + 1;
        }
    }

    /// <summary>The first and the last of the lines, as many as fit, each with its number.</summary>
    private string Render(int limit)
    {
        // Half of the limit on each side: a list of matches is as interesting at its end as at its beginning.
        var all = Lines.Length <= limit;
        var head = (all ? Lines : TextSlices.Slice(Lines, 0, limit / 2)).ReadUtf8String().Split('\n')[..^1];
        var text = new StringBuilder();
        for (var i = 0; i < head.Length; i++)
        {
            text.Append($"{Numbers[i]}: {head[i]}\n");
        }

        if (all)
        {
            return text.ToString();
        }

        var tail = TextSlices.Slice(Lines, -limit / 4).ReadUtf8String().Split('\n')[1..^1];
        tail = tail[Math.Max(0, tail.Length - (Numbers.Count - head.Length))..];
        var between = Numbers.Count - head.Length - tail.Length;
        if (between > 0)
        {
            text.Append($"[… {between:N0} more lines …]\n");
        }

        for (var i = 0; i < tail.Length; i++)
        {
            text.Append($"{Numbers[Numbers.Count - tail.Length + i]}: {tail[i]}\n");
        }

        return text.ToString();
    }
}
