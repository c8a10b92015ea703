using Rlm.Evidence;

namespace Rlm.Documents;

/// <summary>The text of one document, which knows whose it is.</summary>
internal sealed class NamedText(string name, Text text) : Text
{
    public override long Length => text.Length;

    internal override bool IsLocated => true;

    public override bool TryRead(long position, Span<byte> destination) => text.TryRead(position, destination);

    internal override string NameAt(long position) => text.NameAt(position) ?? name;

    internal override void AddSources(long start, long end, SourceCollector sources) => sources.Add(name, start, end);
}
