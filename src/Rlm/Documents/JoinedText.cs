using Rlm.Evidence;
using Rlm.Wasm.Execution;

namespace Rlm.Documents;

/// <summary>Documents one after the other, each ended by a newline: one is added where a document does not end with one.</summary>
/// <remarks>An added newline lies in no document's span. An empty document adds nothing.</remarks>
internal sealed class JoinedText : Text
{
    private readonly Text[] _parts;
    private readonly long[] _starts;
    private readonly DocumentSpan[] _spans;

    public JoinedText(IReadOnlyList<Document> documents)
    {
        _parts = new Text[documents.Count];
        _starts = new long[documents.Count];
        _spans = new DocumentSpan[documents.Count];
        var position = 0L;
        for (var i = 0; i < documents.Count; i++)
        {
            var document = documents[i];
            _parts[i] = document.Text;
            _starts[i] = position;
            _spans[i] = new(document.Name, position, position + document.Bytes);
            position += document.Bytes + (document.EndsInLine ? 1 : 0);
        }

        Length = position;
    }

    public override long Length { get; }

    public override IReadOnlyList<DocumentSpan> Documents => _spans;

    internal override bool IsLocated => true;

    public override bool TryRead(long position, Span<byte> destination)
    {
        if (position < 0 || position > Length - destination.Length)
        {
            return false;
        }

        // Of documents that start at one place, all but the last are empty; the last is the one to read.
        for (var i = IndexOf(position); !destination.IsEmpty; i++)
        {
            var here = (int)Math.Clamp(_spans[i].End - position, 0, destination.Length);
            if (here > 0 && !_parts[i].TryRead(position - _starts[i], destination[..here]))
            {
                return false;
            }

            destination = destination[here..];
            position += here;
            var next = i + 1 < _starts.Length ? _starts[i + 1] : Length;
            if (!destination.IsEmpty && position < next)
            {
                destination[0] = (byte)'\n';
                destination = destination[1..];
                position++;
            }
        }

        return true;
    }

    internal override string? NameAt(long position) => _spans.Length == 0 ? null : _spans[IndexOf(position)].Name;

    internal override void AddSources(long start, long end, SourceCollector sources)
    {
        for (var i = _spans.Length == 0 ? 0 : IndexOf(start); i < _spans.Length && _spans[i].Start < end; i++)
        {
            var span = _spans[i];
            sources.Add(span.Name, Math.Max(start, span.Start) - span.Start, Math.Min(end, span.End) - span.Start);
        }
    }

    private int IndexOf(long position)
    {
        int low = 0, high = _starts.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_starts[middle] <= position)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
