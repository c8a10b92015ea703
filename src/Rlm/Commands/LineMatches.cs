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

    /// <summary>Bytes of a text from which on it is worth to know what bytes a line must have.</summary>
    private const int PrefilteredBytes = 1 << 20;

    /// <summary>Looks through a text in windows of whole lines and gives the outcome of the command.</summary>
    /// <param name="op">The command.</param>
    /// <param name="text">The text.</param>
    /// <param name="find">What matches.</param>
    /// <param name="filter">Gives the bytes that a line must have to match, or null; asked for large texts only.</param>
    /// <param name="context">How much is shown.</param>
    /// <param name="cancellationToken">Looked at once a window.</param>
    public static CommandOutcome Find(
        string op, Text text, FindNext find, Func<LinePrefilter?> filter, CommandContext context, CancellationToken cancellationToken)
    {
        var found = new FoundLines();
        var prefilter = text.Length >= PrefilteredBytes ? filter() : null;
        using var windows = new LineWindows(text, cancellationToken);
        while (windows.Next())
        {
            if (prefilter is { IsHelp: true })
            {
                Collect(found, windows, prefilter, find);
            }
            else
            {
                found.Collect(windows.Decode(), windows.Line, windows.Position, find);
            }

            if (found.Bytes > MaxBytes)
            {
                return CommandOutcome.Failed(
                    "output_too_large", $"More than {MaxBytes >> 20} MiB of lines match. Search for something rarer, or use rust_wasm to count or filter them.");
            }
        }

        if (windows.IsTooLong)
        {
            return LineWindows.TooLong(op);
        }

        var matches = new LineMatches(found.ToText(text), found.Numbers);
        var head = $"{found.Numbers.Count:N0} matching lines{(found.Numbers.Count > 0 ? ", each after its line number from 0" : string.Empty)}\n";
        return CommandOutcome.Done(head + matches.Render(context.OutputLimit), matches.Lines);
    }

    /// <summary>Looks at those lines only that have the bytes.</summary>
    private static void Collect(FoundLines found, LineWindows windows, LinePrefilter prefilter, FindNext find)
    {
        var bytes = windows.Bytes;
        var line = windows.Line;
        var counted = 0;
        prefilter.Begin(bytes);
        for (var at = 0; (at = prefilter.Next(bytes, at)) >= 0;)
        {
            var start = bytes[..at].LastIndexOf((byte)'\n') + 1;
            var length = bytes[at..].IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : at + length + 1;
            line += bytes[counted..start].Count((byte)'\n');
            counted = start;
            if (!found.Collect(windows.Decode(start, end), line, windows.Position + start, find))
            {
                prefilter.InVain();
            }

            at = end;
        }
    }

    /// <summary>The first and the last of the lines, as many as fit, each with its number.</summary>
    private string Render(int limit)
    {
        // Half of the limit for the first and a quarter for the last: the end of a list is of interest too.
        var all = Lines.Length <= limit;
        var first = Pieces(all ? Lines : TextSlices.Slice(Lines, 0, limit / 2), fromEnd: false);
        var head = new StringBuilder();
        var shown = 0;
        while (shown < first.Count && (shown == 0 || head.Length + first[shown].Length < (all ? limit * 3 / 4 : limit / 2)))
        {
            head.Append($"{Numbers[shown]}: {first[shown]}\n");
            shown++;
        }

        var last = all ? first : Pieces(TextSlices.Slice(Lines, -limit / 4), fromEnd: true);
        var tail = new List<string>();
        for (var left = limit / 4; tail.Count < last.Count && shown + tail.Count < Numbers.Count;)
        {
            var line = $"{Numbers[^(tail.Count + 1)]}: {last[^(tail.Count + 1)]}\n";
            left -= line.Length;
            if (left < 0)
            {
                break;
            }

            tail.Add(line);
        }

        var between = Numbers.Count - shown - tail.Count;
        tail.Reverse();
        return $"{head}{(between > 0 ? $"[… {between:N0} more lines …]\n" : string.Empty)}{string.Concat(tail)}";
    }

    /// <summary>The whole lines of one end of the lines; the line that is cut only when there is no other.</summary>
    private static List<string> Pieces(Text end, bool fromEnd)
    {
        if (end.Length == 0)
        {
            return [];
        }

        var text = end.ReadUtf8String();
        var lines = text.Split('\n').ToList();
        if (text.EndsWith('\n'))
        {
            lines.RemoveAt(lines.Count - 1);
        }
        else if (lines.Count > 1)
        {
            lines.RemoveAt(lines.Count - 1);
        }
        else
        {
            lines[0] += " [… cut]";
        }

        if (fromEnd && lines.Count > 0)
        {
            lines.RemoveAt(0);
        }

        return lines;
    }
}
