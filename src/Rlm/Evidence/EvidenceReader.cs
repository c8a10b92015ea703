using Rlm.Documents;

namespace Rlm.Evidence;

/// <summary>From ranges to lines, by reading the documents up to the last range.</summary>
internal static class EvidenceReader
{
    /// <summary>Most parts that are told of an answer.</summary>
    public const int MaxParts = 50;

    /// <summary>Most bytes that are read to count lines: what takes about a second of a warm disk.</summary>
    public const long MaxBytes = 1L << 30;

    public static IReadOnlyList<EvidenceLines> Of(
        SourceRanges sources, DocumentSet documents, CancellationToken cancellationToken, long maxBytes = MaxBytes)
    {
        var parts = new List<EvidenceLines>();
        foreach (var ranges in sources.AtMost(MaxParts, documents).GroupBy(r => r.Document, StringComparer.Ordinal))
        {
            var (text, end) = (TextOf(ranges.Key, documents), ranges.Last().End);
            if (end <= maxBytes && Count(text, [.. ranges], cancellationToken) is { } counted)
            {
                parts.AddRange(counted);
                maxBytes -= end;
            }
            else
            {
                parts.AddRange(ranges.Select(r => new EvidenceLines(r.Document, null, null, r.Start, r.End)));
            }
        }

        return parts;
    }

    private static Text TextOf(string name, DocumentSet documents) =>
        documents.Documents.FirstOrDefault(d => d.Name == name)?.Text ?? documents.Context;

    /// <summary>The lines of the ranges of one text; null when its bytes are no longer there.</summary>
    private static List<EvidenceLines>? Count(Text text, IReadOnlyList<SourceRange> ranges, CancellationToken cancellationToken)
    {
        var lines = new List<EvidenceLines>();
        var (newlines, position) = (0L, 0L);
        try
        {
            foreach (var range in ranges)
            {
                newlines += Newlines(text, position, range.Start, out _, cancellationToken);
                var first = newlines;
                newlines += Newlines(text, range.Start, range.End, out var endsInLine, cancellationToken);
                lines.Add(new(range.Document, first, endsInLine ? newlines + 1 : newlines, range.Start, range.End));
                position = range.End;
            }

            return lines;
        }
        catch (DocumentChangedException)
        {
            return null;
        }
    }

    private static long Newlines(Text text, long start, long end, out bool endsInLine, CancellationToken cancellationToken)
    {
        endsInLine = false;
        var newlines = 0L;
        using var windows = new TextWindows(text, start, end, TextWindows.DefaultBytes, wholeLines: false, cancellationToken);
        while (windows.Next())
        {
            newlines += windows.Bytes.Count((byte)'\n');
            endsInLine = windows.Bytes[^1] != '\n';
        }

        return newlines;
    }
}
