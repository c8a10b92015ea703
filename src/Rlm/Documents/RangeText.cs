using Rlm.Evidence;
using Rlm.Wasm.Execution;

namespace Rlm.Documents;

/// <summary>A part of another text. Slices of slices refer to the outermost text, so chains do not grow.</summary>
internal sealed class RangeText(Text whole, long start, long end) : Text
{
    private readonly Lazy<IReadOnlyList<DocumentSpan>> _documents = new(() => Clip(whole, start, end));

    public override long Length => end - start;

    public override IReadOnlyList<DocumentSpan> Documents => _documents.Value;

    internal override bool IsLocated => whole.IsLocated;

    public override bool TryRead(long position, Span<byte> destination) =>
        position >= 0 && position <= Length - destination.Length && whole.TryRead(start + position, destination);

    // Marks of its own are for a part that lies where the whole has none yet; a part of one piece is quicker read itself.
    internal override bool KnowsTo(long position) => base.KnowsTo(position) || whole.KnowsTo(start + position);

    internal override TextCounts CountTo(long position, CancellationToken cancellationToken) =>
        base.KnowsTo(position) || !whole.KnowsTo(start)
            ? base.CountTo(position, cancellationToken)
            : whole.CountTo(start + position, cancellationToken) - whole.CountTo(start, cancellationToken);

    internal override long Seek(TextUnit unit, long number, long to, CancellationToken cancellationToken)
    {
        if (base.KnowsTo(to) || !whole.KnowsTo(start) || number <= 0)
        {
            return base.Seek(unit, number, to, cancellationToken);
        }

        // Added to what lies before, the largest numbers would run over.
        if (number >= Length)
        {
            return to;
        }

        var before = whole.CountTo(start, cancellationToken)[unit];
        return whole.Seek(unit, before + number, start + to, cancellationToken) - start;
    }

    internal override TextMarks NewMarks(long length) => whole.NewMarks(length);

    internal override string? NameAt(long position) => whole.NameAt(start + position);

    internal override void AddSources(long from, long to, SourceCollector sources) =>
        whole.AddSources(start + from, start + to, sources);

    private protected override Text SliceCore(long from, long to) => new RangeText(whole, start + from, start + to);

    private static List<DocumentSpan> Clip(Text whole, long start, long end)
    {
        var clipped = new List<DocumentSpan>();
        foreach (var span in whole.Documents)
        {
            if (span.End > start && span.Start < end)
            {
                clipped.Add(new(span.Name, Math.Max(span.Start, start) - start, Math.Min(span.End, end) - start));
            }
        }

        return clipped;
    }
}
