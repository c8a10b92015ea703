using Rlm.Evidence;

namespace Rlm.Documents;

/// <summary>Copies of some lines of another text, which knows where each of them stands there.</summary>
/// <param name="lines">The lines one after the other, each with a newline.</param>
/// <param name="ends">Where each of them ends.</param>
/// <param name="origin">The text that they are from.</param>
/// <param name="starts">Where each of them begins there, in ascending order.</param>
internal sealed class PickedText(Text lines, IReadOnlyList<long> ends, Text origin, IReadOnlyList<long> starts) : Text
{
    public override long Length => lines.Length;

    internal override bool IsLocated => true;

    public override bool TryRead(long position, Span<byte> destination) => lines.TryRead(position, destination);

    internal override bool KnowsTo(long position) => lines.KnowsTo(position);

    internal override TextCounts CountTo(long position, CancellationToken cancellationToken) => lines.CountTo(position, cancellationToken);

    internal override long Seek(TextUnit unit, long number, long end, CancellationToken cancellationToken) =>
        lines.Seek(unit, number, end, cancellationToken);

    internal override long CountWords(CancellationToken cancellationToken) => lines.CountWords(cancellationToken);

    internal override TextMarks NewMarks(long length) => lines.NewMarks(length);

    internal override void AddSources(long start, long end, SourceCollector sources)
    {
        var (from, to) = (0L, 0L);
        for (var i = LineAt(start); i < ends.Count; i++)
        {
            var begin = i == 0 ? 0 : ends[i - 1];
            if (begin >= end)
            {
                break;
            }

            var first = starts[i] + Math.Max(start, begin) - begin;
            if (first != to)
            {
                origin.AddSources(from, to, sources);
                from = first;
            }

            // The newline of the last line may not stand in the origin.
            to = Math.Min(starts[i] + Math.Min(end, ends[i]) - begin, origin.Length);
        }

        origin.AddSources(from, to, sources);
    }

    private int LineAt(long position)
    {
        int low = 0, high = ends.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ends[middle] <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
