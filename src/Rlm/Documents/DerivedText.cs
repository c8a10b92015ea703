using Rlm.Evidence;
using Rlm.Wasm.Execution;

namespace Rlm.Documents;

/// <summary>A text that was computed from documents: each part of it comes from all that it was computed from.</summary>
internal sealed class DerivedText(Text text, SourceRanges sources) : Text
{
    public override long Length => text.Length;

    public override IReadOnlyList<DocumentSpan> Documents => text.Documents;

    public override bool TryRead(long position, Span<byte> destination) => text.TryRead(position, destination);

    internal override bool KnowsTo(long position) => text.KnowsTo(position);

    internal override TextCounts CountTo(long position, CancellationToken cancellationToken) => text.CountTo(position, cancellationToken);

    internal override long Seek(TextUnit unit, long number, long end, CancellationToken cancellationToken) =>
        text.Seek(unit, number, end, cancellationToken);

    internal override long CountWords(CancellationToken cancellationToken) => text.CountWords(cancellationToken);

    internal override TextMarks NewMarks(long length) => text.NewMarks(length);

    internal override string? NameAt(long position) => text.NameAt(position);

    internal override void AddSources(long start, long end, SourceCollector to) => to.Add(sources);
}
