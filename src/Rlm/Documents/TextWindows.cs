using System.Buffers;

namespace Rlm.Documents;

/// <summary>
/// Reads a text from start to end in windows of whole lines, in bounded memory. A line longer than a window comes in
/// several windows, cut at the edges of characters, unless <see cref="MaxLineBytes"/> makes the window grow to it.
/// </summary>
/// <remarks>For searches: look through the whole window first, and find the line only around a hit.</remarks>
public sealed class TextWindows : IDisposable
{
    /// <summary>Bytes in a window unless told otherwise: large enough for the disk, small enough for the processor's cache.</summary>
    public const int DefaultBytes = 256 * 1024;

    private readonly Text _text;
    private readonly long _end;
    private readonly bool _wholeLines;
    private readonly CancellationToken _cancellationToken;
    private byte[] _buffer;
    private int _length;
    private long _lines;

    /// <summary>Reads a part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First byte, on the edge of a character.</param>
    /// <param name="end">The byte after the last.</param>
    /// <param name="windowBytes">Size of a window in bytes; 4 and up.</param>
    /// <param name="wholeLines">False to cut at characters only, where lines do not matter.</param>
    /// <param name="cancellationToken">Looked at once a window.</param>
    public TextWindows(
        Text text,
        long start,
        long end,
        int windowBytes = DefaultBytes,
        bool wholeLines = true,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowBytes, 4);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, text.Length);
        _text = text;
        _end = end;
        _wholeLines = wholeLines;
        _cancellationToken = cancellationToken;
        Position = start;
        var size = (int)Math.Max(1, Math.Min(windowBytes, end - start));
        _buffer = ArrayPool<byte>.Shared.Rent(size);
        WindowBytes = size;
    }

    /// <summary>Reads a whole text in windows of <see cref="DefaultBytes"/>.</summary>
    public TextWindows(Text text, CancellationToken cancellationToken)
        : this(text, 0, text.Length, cancellationToken: cancellationToken)
    {
    }

    /// <summary>The window; valid until the next <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Where in the text the window begins, in bytes.</summary>
    public long Position { get; private set; }

    /// <summary>Number of the line in which the window begins, from 0 at the first byte read.</summary>
    /// <remarks>Counted only when whole lines are asked for.</remarks>
    public long Line { get; private set; }

    /// <summary>True when the window begins inside a line that began in an earlier window.</summary>
    public bool ContinuesLine { get; private set; }

    /// <summary>True when the last line of the window goes on in the next.</summary>
    public bool LineContinues { get; private set; }

    /// <summary>
    /// Most bytes, newline included, to which a window grows so that it holds a whole line; 0, the default, and all up
    /// to the size of a window make none grow. A grown window holds nothing but its one line.
    /// </summary>
    /// <remarks>The memory is up to twice the longest line so far, and half of that again while it is read.</remarks>
    public int MaxLineBytes { get; init; }

    private int WindowBytes { get; }

    /// <summary>Reads the next window.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public bool Next()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        Position += _length;
        Line += _lines;
        ContinuesLine = LineContinues;
        if (Position >= _end)
        {
            (_length, _lines, LineContinues) = (0, 0, false);
            return false;
        }

        var window = _buffer.AsSpan(0, (int)Math.Min(WindowBytes, _end - Position));
        _text.Read(Position, window);
        var last = Position + window.Length == _end;
        var newline = _wholeLines && !last ? window.LastIndexOf((byte)'\n') : -1;
        while (_wholeLines && !last && newline < 0 && window.Length < MaxLineBytes)
        {
            var read = window.Length;
            window = Grow(read);
            last = Position + window.Length == _end;

            // The first newline, not the last: what is done to a window at once stays small where lines are short again.
            newline = window[read..].IndexOf((byte)'\n') is >= 0 and var at ? read + at : -1;
        }

        _length = newline >= 0 ? newline + 1 : last ? window.Length : Math.Max(1, Utf8Edges.CompleteLength(window));
        LineContinues = !last && newline < 0;
        _lines = _wholeLines ? Bytes.Count((byte)'\n') : 0;
        return true;
    }

    /// <summary>Reads on, up to twice as far.</summary>
    private Span<byte> Grow(int read)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var size = (int)Math.Min(Math.Min(2L * read, MaxLineBytes), _end - Position);
        if (_buffer.Length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(size);
            _buffer.AsSpan(0, read).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        _text.Read(Position + read, _buffer.AsSpan(read, size - read));
        return _buffer.AsSpan(0, size);
    }

    /// <summary>Gives the window's memory back.</summary>
    public void Dispose()
    {
        _length = 0;
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
