using Rlm.Commands;
using Rlm.Documents;

namespace Rlm.Evidence;

/// <summary>Ranges of documents, sorted by document and place; none touches another.</summary>
/// <remarks>
/// They never leave out a byte that was added. Beyond <see cref="MaxRanges"/> the ranges of a document that are nearest to
/// each other are joined with what lies between them, so that there may be bytes that were not added.
/// </remarks>
internal sealed class SourceRanges
{
    /// <summary>Most ranges that are kept, and written to a trace for a command; one for each document may be more.</summary>
    public const int MaxRanges = 200;

    private SourceRanges(IReadOnlyList<SourceRange> ranges) => Ranges = ranges;

    public static SourceRanges None { get; } = new([]);

    public IReadOnlyList<SourceRange> Ranges { get; }

    public bool IsEmpty => Ranges.Count == 0;

    /// <summary>The ranges in any order, which may overlap.</summary>
    public static SourceRanges Of(IEnumerable<SourceRange> ranges)
    {
        var merged = Reduce(Merge(ranges), MaxRanges);
        return merged.Count == 0 ? None : new SourceRanges(merged);
    }

    public SourceRanges Union(SourceRanges other) =>
        other.IsEmpty || ReferenceEquals(this, other) ? this : IsEmpty ? other : Of(Ranges.Concat(other.Ranges));

    /// <summary>These ranges in so many; where they lie in more documents than that, one range of all documents.</summary>
    public IReadOnlyList<SourceRange> AtMost(int most, DocumentSet documents)
    {
        var reduced = Reduce(Ranges, most);
        return reduced.Count <= most ? reduced : [new(Variables.Context, 0, documents.Context.Length)];
    }

    /// <summary>Joins neighbours of one document, those with the least between them first, until there are so few or none is left.</summary>
    internal static IReadOnlyList<SourceRange> Reduce(IReadOnlyList<SourceRange> ranges, int most)
    {
        if (ranges.Count <= most)
        {
            return ranges;
        }

        var joined = Enumerable.Range(1, ranges.Count - 1)
            .Where(i => ranges[i].Document == ranges[i - 1].Document)
            .OrderBy(i => ranges[i].Start - ranges[i - 1].End)
            .ThenBy(i => i)
            .Take(ranges.Count - most)
            .ToHashSet();
        var reduced = new List<SourceRange>();
        for (var i = 0; i < ranges.Count; i++)
        {
            if (joined.Contains(i))
            {
                reduced[^1] = reduced[^1] with { End = ranges[i].End };
            }
            else
            {
                reduced.Add(ranges[i]);
            }
        }

        return reduced;
    }

    internal static List<SourceRange> Merge(IEnumerable<SourceRange> ranges)
    {
        var merged = new List<SourceRange>();
        var sorted = ranges.Where(r => r.Start < r.End).OrderBy(r => r.Document, StringComparer.Ordinal).ThenBy(r => r.Start);
        foreach (var range in sorted)
        {
            if (merged.Count > 0 && merged[^1] is var last && last.Document == range.Document && range.Start <= last.End)
            {
                merged[^1] = last with { End = Math.Max(last.End, range.End) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
