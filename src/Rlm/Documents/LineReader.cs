namespace Rlm.Documents;

/// <summary>Reads a text line by line, each with its number and place, in the memory of one window.</summary>
/// <example><code>
/// using var lines = new LineReader(text, cancellationToken: stop);
/// while (lines.Next()) { Use(lines.Number, lines.Bytes); }
/// </code></example>
/// <remarks>
/// Lines are separated by <c>\n</c>; a final one opens no further line; <c>\r</c> is part of its line. A line longer
/// than the window comes in pieces: <see cref="IsStart"/> and <see cref="IsEnd"/> tell them apart.
/// </remarks>
public sealed class LineReader : IDisposable
{
    /// <summary>Bytes of the longest line that comes in one piece unless told otherwise.</summary>
    public const int DefaultBytes = 1024 * 1024;

    private readonly TextWindows _windows;
    private readonly long _end;
    private int _start;
    private int _length;
    private int _next;
    private bool _ended = true;

    /// <summary>Reads a text from its first line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="windowBytes">Bytes of the longest line that comes in one piece; 4 and up.</param>
    /// <param name="cancellationToken">Looked at once a window.</param>
    public LineReader(Text text, int windowBytes = DefaultBytes, CancellationToken cancellationToken = default)
    {
        _windows = new(text, 0, text.Length, windowBytes, wholeLines: true, cancellationToken);
        _end = text.Length;
    }

    /// <summary>The line, or this piece of it, without its newline; valid until the next <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _windows.Bytes.Slice(_start, _length);

    /// <summary>Number of the line, from 0.</summary>
    public long Number { get; private set; } = -1;

    /// <summary>Where <see cref="Bytes"/> begin in the text.</summary>
    public long Position => _windows.Position + _start;

    /// <summary>True when this is the line's first piece; nearly always.</summary>
    public bool IsStart { get; private set; }

    /// <summary>True when this is the line's last piece; nearly always.</summary>
    public bool IsEnd => _ended;

    /// <summary>Goes to the next line, or to the next piece of a very long one.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public bool Next()
    {
        if (_next >= _windows.Bytes.Length)
        {
            if (!_windows.Next())
            {
                _start = _length = _next = 0;
                return false;
            }

            _next = 0;
        }

        IsStart = _ended;
        Number += IsStart ? 1 : 0;
        _start = _next;
        var newline = _windows.Bytes[_start..].IndexOf((byte)'\n');
        _length = newline < 0 ? _windows.Bytes.Length - _start : newline;
        _next = _start + _length + (newline < 0 ? 0 : 1);
        _ended = newline >= 0 || Position + _length == _end;
        return true;
    }

    /// <summary>Gives the window's memory back.</summary>
    public void Dispose() => _windows.Dispose();
}
