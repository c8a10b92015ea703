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

    // What lies before each part, for as many as were counted; and in all at the end.
    private readonly Lock _counting = new();
    private readonly List<TextCounts> _before = [default];

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
            if (!destination.IsEmpty && position < EndOf(i))
            {
                destination[0] = (byte)'\n';
                destination = destination[1..];
                position++;
            }
        }

        return true;
    }

    internal override bool KnowsTo(long position)
    {
        if (_parts.Length == 0)
        {
            return true;
        }

        var part = IndexOf(position);
        return part < Counted && _parts[part].KnowsTo(Math.Min(position - _starts[part], _parts[part].Length));
    }

    internal override TextCounts CountTo(long position, CancellationToken cancellationToken)
    {
        if (_parts.Length == 0)
        {
            return default;
        }

        var part = IndexOf(position);
        var counts = Before(part, cancellationToken)
            + _parts[part].CountTo(Math.Min(position - _starts[part], _parts[part].Length), cancellationToken);
        return position > _spans[part].End ? counts + TextCounts.Newline : counts;
    }

    internal override long Seek(TextUnit unit, long number, long end, CancellationToken cancellationToken)
    {
        if (number <= 0)
        {
            return 0;
        }

        if (number >= Length)
        {
            return end;
        }

        for (var part = LastBefore(unit, unit == TextUnit.Line ? number : number + 1); part < _parts.Length && _starts[part] < end; part++)
        {
            var left = number - Before(part, cancellationToken)[unit];
            var stop = Math.Min(_parts[part].Length, end - _starts[part]);
            var found = _parts[part].Seek(unit, left, stop, cancellationToken);
            if (found < stop)
            {
                return _starts[part] + found;
            }

            if (stop < _parts[part].Length)
            {
                return end;
            }

            // It ends where the part does, is the newline that was added or what follows that, or is in another part.
            left -= _parts[part].CountTo(stop, cancellationToken)[unit];
            if (unit == TextUnit.Line ? left <= 0 : left == 0 && EndOf(part) > _spans[part].End)
            {
                return _spans[part].End;
            }

            if (unit == TextUnit.Line && left == 1 && EndOf(part) > _spans[part].End)
            {
                return Math.Min(end, EndOf(part));
            }
        }

        return end;
    }

    // A word goes over no border: each part ends with a newline.
    internal override long CountWords(CancellationToken cancellationToken) => _parts.Sum(part => part.CountWords(cancellationToken));

    internal override TextMarks NewMarks(long length) => _parts.Length == 0 ? base.NewMarks(length) : _parts[0].NewMarks(length);

    internal override string? NameAt(long position) => _spans.Length == 0 ? null : _spans[IndexOf(position)].Name;

    internal override void AddSources(long start, long end, SourceCollector sources)
    {
        for (var i = _spans.Length == 0 ? 0 : IndexOf(start); i < _spans.Length && _spans[i].Start < end; i++)
        {
            var span = _spans[i];
            sources.Add(span.Name, Math.Max(start, span.Start) - span.Start, Math.Min(end, span.End) - span.Start);
        }
    }

    /// <summary>Where a part ends with the newline that was added to it, if one was.</summary>
    private long EndOf(int part) => part + 1 < _starts.Length ? _starts[part + 1] : Length;

    /// <summary>How many parts have a count of what lies before them.</summary>
    private int Counted
    {
        get
        {
            lock (_counting)
            {
                return _before.Count;
            }
        }
    }

    private TextCounts Before(int part, CancellationToken cancellationToken)
    {
        while (true)
        {
            TextCounts before;
            int last;
            lock (_counting)
            {
                if (part < _before.Count)
                {
                    return _before[part];
                }

                last = _before.Count - 1;
                before = _before[last];
            }

            var counts = before + _parts[last].CountTo(_parts[last].Length, cancellationToken);
            counts = EndOf(last) > _spans[last].End ? counts + TextCounts.Newline : counts;
            lock (_counting)
            {
                if (_before.Count == last + 1)
                {
                    _before.Add(counts);
                }
            }
        }
    }

    /// <summary>The last part that is counted before which there are fewer than so many.</summary>
    private int LastBefore(TextUnit unit, long count)
    {
        lock (_counting)
        {
            int low = 0, high = _before.Count - 1;
            while (low < high)
            {
                var middle = (low + high + 1) >>> 1;
                (low, high) = _before[middle][unit] < count ? (middle, high) : (low, middle - 1);
            }

            return low;
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
