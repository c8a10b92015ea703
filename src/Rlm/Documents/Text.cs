using System.Buffers;
using System.Text;
using Rlm.Evidence;
using Rlm.Wasm.Execution;

namespace Rlm.Documents;

/// <summary>
/// A UTF-8 text read by position: a document, all documents together, a part of one, or the value of a variable.
/// It is immutable, may be larger than memory, and may be read from several threads at once.
/// </summary>
/// <remarks>
/// It <em>is</em> an <see cref="AnalysisInput"/>, so every text goes into a sandbox without a copy. A text over files
/// lives as long as the <see cref="DocumentSet"/> it came from.
/// </remarks>
public abstract class Text : AnalysisInput
{
    private SourceRanges? _sources;
    private TextMarks? _marks;

    /// <summary>The text of no bytes.</summary>
    public static Text Empty { get; } = new MemoryText(default);

    /// <summary>A text that is in memory. The bytes are not copied and must not change.</summary>
    public static new Text FromUtf8(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? Empty : new MemoryText(utf8);

    /// <summary>A text that is in memory.</summary>
    public static new Text FromText(string text) => FromUtf8(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes from <paramref name="start"/> up to <paramref name="end"/>, as a view without a copy.</summary>
    /// <param name="start">First byte; must lie on the edge of a character.</param>
    /// <param name="end">The byte after the last; must lie on the edge of a character.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the text.</exception>
    public Text Slice(long start, long end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, end);
        return start == end ? Empty : start == 0 && end == Length ? this : SliceCore(start, end);
    }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="position"/> on.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there: the file shrank, was replaced or vanished.</exception>
    public void Read(long position, Span<byte> destination)
    {
        if (!TryRead(position, destination))
        {
            throw new DocumentChangedException(NameAt(position));
        }
    }

    /// <summary>The text as a string, cut at the edge of a character before <paramref name="maxBytes"/> bytes.</summary>
    /// <param name="maxBytes">Most bytes of UTF-8 to read; the caller asks <see cref="AnalysisInput.Length"/> whether that was all.</param>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public string ReadUtf8String(int maxBytes = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        var wanted = (int)Math.Min(Math.Min(maxBytes, Length), Array.MaxLength);
        var buffer = ArrayPool<byte>.Shared.Rent(wanted);
        try
        {
            var bytes = buffer.AsSpan(0, wanted);
            Read(0, bytes);
            return Encoding.UTF8.GetString(wanted < Length ? bytes[..Utf8Edges.CompleteLength(bytes)] : bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The name of the document at <paramref name="position"/>, or null when it has none.</summary>
    internal virtual string? NameAt(long position) => null;

    /// <summary>The bytes of documents that this text consists of or was computed from; none when nobody knows.</summary>
    internal SourceRanges Sources
    {
        get
        {
            if (_sources is { } known)
            {
                return known;
            }

            var sources = new SourceCollector();
            AddSources(0, Length, sources);
            return _sources = sources.Collect();
        }
    }

    /// <summary>Whether each byte is known to be a certain byte of a document.</summary>
    internal virtual bool IsLocated => false;

    /// <summary>Adds the bytes of documents that a range of this text consists of or was computed from.</summary>
    internal virtual void AddSources(long start, long end, SourceCollector sources)
    {
    }

    /// <summary>Whether what lies before a place can be told without reading more than a piece between two marks.</summary>
    internal virtual bool KnowsTo(long position) => Marks.KnowsTo(position);

    /// <summary>How many newlines and characters lie before a place.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    internal virtual TextCounts CountTo(long position, CancellationToken cancellationToken) =>
        MarkedScan.CountTo(this, Marks, position, cancellationToken);

    /// <summary>Where a line or character begins.</summary>
    /// <param name="unit">What is numbered.</param>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="end">Where to give up: given back when it does not begin before.</param>
    /// <param name="cancellationToken">Looked at once a window.</param>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    internal virtual long Seek(TextUnit unit, long number, long end, CancellationToken cancellationToken) =>
        MarkedScan.Seek(this, Marks, unit, number, end, cancellationToken);

    /// <summary>How many words there are, as <see cref="TextStatistics"/> counts them.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    internal virtual long CountWords(CancellationToken cancellationToken) => MarkedScan.CountWords(this, Marks, cancellationToken);

    /// <summary>Marks for a part of this text that is read for itself.</summary>
    internal virtual TextMarks NewMarks(long length) => new(length);

    private protected virtual TextMarks OpenMarks() => NewMarks(Length);

    private TextMarks Marks => Volatile.Read(ref _marks) ?? Interlocked.CompareExchange(ref _marks, OpenMarks(), null) ?? _marks;

    private protected virtual Text SliceCore(long start, long end) => new RangeText(this, start, end);
}
