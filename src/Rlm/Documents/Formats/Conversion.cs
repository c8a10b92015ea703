using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>Takes the text of one document, piece by piece, and ends it when it takes too long or too much.</summary>
/// <remarks>
/// One thread writes. Another may close it at any time: from then on nothing is written, and the writer's next call throws.
/// </remarks>
internal sealed class Conversion(SpillFile spill, SpillFile scratch, ExpansionBudget budget, bool isNested, CancellationToken stop)
{
    private const int BufferChars = 16 * 1024;
    private readonly Lock _gate = new();
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly char[] _chars = new char[BufferChars];
    private readonly byte[] _bytes = new byte[(BufferChars * 3) + 16];
    private readonly List<IngestedPart> _parts = [];
    private readonly List<Attachment> _attachments = [];
    private int _filled;
    private long _start = spill.Length;
    private bool _closed;

    /// <summary>A file within the document, to be read like any other.</summary>
    public readonly record struct Attachment(string Name, Text Content);

    /// <summary>Whether the document is itself an attachment, whose own are left out.</summary>
    public bool IsNested => isNested;

    /// <summary>Pages, where the format counts them.</summary>
    public int? Pages { get; set; }

    public IReadOnlyList<IngestedPart> Parts => _parts;

    public IReadOnlyList<Attachment> Attachments => _attachments;

    /// <summary>Ends the conversion when somebody asked for that. To be called between pages, rows and the like.</summary>
    public void Check()
    {
        stop.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_closed, this);
    }

    public void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_filled == _chars.Length)
            {
                Flush(last: false);
            }

            var count = Math.Min(text.Length, _chars.Length - _filled);
            text[..count].CopyTo(_chars.AsSpan(_filled));
            _filled += count;
            text = text[count..];
        }
    }

    /// <summary>Ends a document of several. The text since the last end is its own; without any it is left away.</summary>
    /// <param name="name">Its name below the file's; empty: the file's own.</param>
    /// <param name="format">What it was.</param>
    public void EndPart(string name, DocumentFormat format)
    {
        Flush(last: true);
        if (spill.Length > _start)
        {
            _parts.Add(new(name, Ingested.Done(spill.TextFrom(_start), DocumentEncoding.Utf8, spill.EndsInLine(_start)) with
            {
                Origin = new(format, Pages),
            }));
            _start = spill.Length;
        }
    }

    /// <summary>Notes something in the file that becomes no document.</summary>
    public void LeaveOut(string name, LeftOutReason reason, string detail) =>
        _parts.Add(new(name, Ingested.Refused(reason, DocumentProblemCode.NotText, detail)));

    /// <summary>Keeps a file within the document until its turn comes.</summary>
    public void Attach(string name, Action<Stream> write)
    {
        var start = scratch.Length;
        using (var stream = new ScratchWriter(this))
        {
            write(stream);
        }

        _attachments.Add(new(name, scratch.TextFrom(start)));
    }

    /// <summary>Nothing is written from here on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    private void Flush(bool last)
    {
        Check();
        var count = _encoder.GetBytes(_chars.AsSpan(0, _filled), _bytes, flush: last);
        _filled = 0;
        budget.Take(count);
        Append(spill, _bytes.AsSpan(0, count));
    }

    private void Append(SpillFile file, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            file.Append(bytes);
        }
    }

    private sealed class ScratchWriter(Conversion to) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            to.Check();
            to.Append(to.Scratch, buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private SpillFile Scratch => scratch;
}
