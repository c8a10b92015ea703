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
        var from = PositionOf(text, start, windowBytes, cancellationToken);
        long to;
        if (end is null)
        {
            to = text.Length;
        }
        else if (start >= 0 && end >= 0)
        {
            // What was passed on the way to the start is not read again.
            to = end <= start ? from : Forward(text, from, end.Value - start, windowBytes, cancellationToken);
        }
        else
        {
            to = PositionOf(text, end.Value, windowBytes, cancellationToken);
        }

        return from < to ? text.Slice(from, to) : Text.Empty;
    }

    internal static long PositionOf(Text text, long line, int windowBytes, CancellationToken cancellationToken) =>
        line >= 0
            ? Forward(text, 0, line, windowBytes, cancellationToken)
            : Backward(text, -line, windowBytes, cancellationToken);

    /// <summary>The byte after the <paramref name="newlines"/>th newline from <paramref name="from"/> on.</summary>
    private static long Forward(Text text, long from, long newlines, int windowBytes, CancellationToken cancellationToken)
    {
        if (newlines == 0)
        {
            return from;
        }

        using var windows = new TextWindows(text, from, text.Length, windowBytes, wholeLines: false, cancellationToken);
        while (windows.Next())
        {
            var bytes = windows.Bytes;
            var here = bytes.Count((byte)'\n');
            if (here < newlines)
            {
                newlines -= here;
                continue;
            }

            var offset = 0;
            for (; newlines > 0; newlines--)
            {
                offset += bytes[offset..].IndexOf((byte)'\n') + 1;
            }

            return windows.Position + offset;
        }

        return text.Length;
    }

    /// <summary>The first byte of the <paramref name="lines"/>th line from the end.</summary>
    private static long Backward(Text text, long lines, int windowBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, Math.Min(windowBytes, text.Length)));
        try
        {
            // The text's last byte ends its last line or is part of it; either way it separates nothing.
            for (var end = text.Length - 1; end > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
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
