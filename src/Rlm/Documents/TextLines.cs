using System.Buffers;

namespace Rlm.Documents;

/// <summary>Finds lines by their number, without loading the text.</summary>
public static class TextLines
{
    /// <summary>The lines from <paramref name="start"/> up to <paramref name="end"/>, as a view without a copy.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First line, from 0; negative counts from the end, as in Python.</param>
    /// <param name="end">The line after the last; negative counts from the end; null: to the end.</param>
    /// <param name="cancellationToken">Looked at once a window.</param>
    /// <returns>The lines with their newlines; empty when there are none. Numbers beyond the text are cut to it.</returns>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public static Text Slice(Text text, long start, long? end = null, CancellationToken cancellationToken = default) =>
        Slice(text, start, end, TextWindows.DefaultBytes, cancellationToken);

    /// <summary>Where a line begins, in bytes; the text's length when it has fewer lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">Number of the line, from 0; negative counts from the end, where -1 is the last.</param>
    /// <param name="cancellationToken">Looked at once a window.</param>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public static long PositionOf(Text text, long line, CancellationToken cancellationToken = default) =>
        PositionOf(text, line, TextWindows.DefaultBytes, cancellationToken);

    internal static Text Slice(Text text, long start, long? end, int windowBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var from = PositionOf(text, start, windowBytes, cancellationToken);
        var to = end is null ? text.Length
            : start >= 0 && end >= 0 && end <= start ? from
            : PositionOf(text, end.Value, windowBytes, cancellationToken);
        return from < to ? text.Slice(from, to) : Text.Empty;
    }

    internal static long PositionOf(Text text, long line, int windowBytes, CancellationToken cancellationToken) =>
        line >= 0 ? text.Seek(TextUnit.Line, line, text.Length, cancellationToken)
        : line <= -text.Length ? 0
        : Backward(text, -line, windowBytes, NearWindows(text), cancellationToken) is { } near ? near
        : text.Seek(TextUnit.Line, TextStatistics.CountLines(text, cancellationToken) + line, text.Length, cancellationToken);

    /// <summary>
    /// How far from the end it is looked backward. Beyond that all is counted once, which serves all that comes after; where
    /// that was done, a window is tried, which is less than a piece.
    /// </summary>
    internal static int NearWindows(Text text) => text.KnowsTo(text.Length) ? 1 : 16;

    /// <summary>The lines of a text with so much in it: a last one without a newline counts.</summary>
    internal static long Count(Text text, TextCounts counts)
    {
        Span<byte> last = stackalloc byte[1];
        if (text.Length == 0)
        {
            return 0;
        }

        text.Read(text.Length - 1, last);
        return counts.Newlines + (last[0] == '\n' ? 0 : 1);
    }

    /// <summary>The first byte of the <paramref name="lines"/>th line from the end; null when it is not near the end.</summary>
    private static long? Backward(Text text, long lines, int windowBytes, int nearWindows, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, Math.Min(windowBytes, text.Length)));
        try
        {
            // The text's last byte ends its last line or is part of it; either way it separates nothing.
            for (var (end, windows) = (text.Length - 1, 0); end > 0; windows++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (windows == nearWindows)
                {
                    return null;
                }

                var window = buffer.AsSpan(0, (int)Math.Min(Math.Min(buffer.Length, windowBytes), end));
                end -= window.Length;
                text.Read(end, window);
                for (var rest = window; ;)
                {
                    var newline = rest.LastIndexOf((byte)'\n');
                    if (newline < 0)
                    {
                        break;
                    }

                    if (--lines == 0)
                    {
                        return end + newline + 1;
                    }

                    rest = rest[..newline];
                }
            }

            return 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
