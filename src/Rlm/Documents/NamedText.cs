using Rlm.Evidence;

namespace Rlm.Documents;

/// <summary>The text of one document, which knows whose it is.</summary>
internal sealed class NamedText(string name, Text text) : Text
{
    public override long Length => text.Length;

    internal override bool IsLocated => true;

    public override bool TryRead(long position, Span<byte> destination) => text.TryRead(position, destination);

    internal override bool KnowsTo(long position) => text.KnowsTo(position);

    internal override TextCounts CountTo(long position, CancellationToken cancellationToken) => text.CountTo(position, cancellationToken);

    internal override long Seek(TextUnit unit, long number, long end, CancellationToken cancellationToken) =>
        text.Seek(unit, number, end, cancellationToken);

    internal override long CountWords(CancellationToken cancellationToken) => text.CountWords(cancellationToken);

    internal override TextMarks NewMarks(long length) => text.NewMarks(length);

    internal override string NameAt(long position) => text.NameAt(position) ?? name;

    internal override void AddSources(long start, long end, SourceCollector sources) => sources.Add(name, start, end);
}
