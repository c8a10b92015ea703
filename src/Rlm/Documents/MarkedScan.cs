using System.Buffers;

namespace Rlm.Documents;

/// <summary>Counts and finds places in a text that is read itself, from its nearest mark on; what it passes it marks.</summary>
internal static class MarkedScan
{
    /// <summary>What lies before a place.</summary>
    public static TextCounts CountTo(Text text, TextMarks marks, long position, CancellationToken cancellationToken)
    {
        var (at, before) = marks.At(position);
        if (at >= position)
        {
            return before;
        }

        var buffer = Rent(marks);
        try
        {
            while (at < position)
            {
                var piece = default(TextCounts);
                var (start, end) = (at, Math.Min(marks.EndOf(at), position));
                while (at < end)
                {
                    piece += TextCounts.Of(Read(text, marks, buffer, ref at, end, cancellationToken));
                }

                if (end == marks.EndOf(start))
                {
                    marks.Add(start, piece);
                }

                before += piece;
            }

            return before;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            marks.Rest();
        }
    }

    /// <summary>Where a line or character begins; <paramref name="end"/> when that is not before it.</summary>
    public static long Seek(Text text, TextMarks marks, TextUnit unit, long number, long end, CancellationToken cancellationToken)
    {
        if (number <= 0)
        {
            return 0;
        }

        // No text has more lines or characters than bytes; what models ask for may be the largest number there is.
        if (number >= text.Length)
        {
            return end;
        }

        // A line begins after as many newlines as its number says; a character is one more than as many before it.
        var wanted = unit == TextUnit.Line ? number : number + 1;
        var (at, before) = marks.Before(unit, wanted);
        wanted -= before[unit];
        var buffer = Rent(marks);
        try
        {
            while (at < end)
            {
                var piece = default(TextCounts);
                var (start, pieceEnd) = (at, marks.EndOf(at));
                while (at < pieceEnd && at < end)
                {
                    var position = at;
                    var window = Read(text, marks, buffer, ref at, pieceEnd, cancellationToken);
                    var here = TextCounts.Of(window);
                    if (here[unit] >= wanted)
                    {
                        return Math.Min(end, position + OffsetOf(window, unit, (int)wanted));
                    }

                    wanted -= here[unit];
                    piece += here;
                }

                if (at == pieceEnd)
                {
                    marks.Add(start, piece);
                }
            }

            return end;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            marks.Rest();
        }
    }

    /// <summary>Counts the words of the whole text, unless that was done before.</summary>
    public static long CountWords(Text text, TextMarks marks, CancellationToken cancellationToken)
    {
        if (marks.Words is { } known)
        {
            return known;
        }

        // White space may have several bytes, so that what a window leaves of a character goes before the next.
        const int mostLeft = 3;
        var words = default(Utf8Words);
        var buffer = ArrayPool<byte>.Shared.Rent(marks.WindowBytes + mostLeft);
        try
        {
            var left = 0;
            for (var at = 0L; at < text.Length;)
            {
                var piece = default(TextCounts);
                var (start, end) = (at, marks.EndOf(at));
                while (at < end)
                {
                    var window = Read(text, marks, buffer.AsSpan(left), ref at, end, cancellationToken);
                    piece += TextCounts.Of(window);
                    var all = buffer.AsSpan(0, left + window.Length);
                    var whole = at == text.Length ? all.Length : Utf8Edges.CompleteLength(all);
                    words.Add(all[..whole]);
                    all[whole..].CopyTo(buffer);
                    left = all.Length - whole;
                }

                marks.Add(start, piece);
            }

            marks.AddWords(words.Count);
            return words.Count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            marks.Rest();
        }
    }

    /// <summary>The offset of the so manieth newline's end, or character's beginning; it is known to lie in the bytes.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> bytes, TextUnit unit, int wanted)
    {
        var offset = 0;
        while (bytes.Length - offset > 64)
        {
            var half = (bytes.Length - offset) / 2;
            var here = (int)TextCounts.Of(bytes.Slice(offset, half))[unit];
            if (here >= wanted)
            {
                bytes = bytes[..(offset + half)];
            }
            else
            {
                wanted -= here;
                offset += half;
            }
        }

        for (; ; offset++)
        {
            if (unit == TextUnit.Line ? bytes[offset] == '\n' : !Utf8Edges.IsContinuation(bytes[offset]))
            {
                if (--wanted == 0)
                {
                    return unit == TextUnit.Line ? offset + 1 : offset;
                }
            }
        }
    }

    private static byte[] Rent(TextMarks marks) => ArrayPool<byte>.Shared.Rent((int)Math.Max(1, Math.Min(marks.WindowBytes, marks.Length)));

    private static ReadOnlySpan<byte> Read(
        Text text, TextMarks marks, Span<byte> buffer, ref long at, long end, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var window = buffer[..(int)Math.Min(marks.WindowBytes, end - at)];
        text.Read(at, window);
        at += window.Length;
        return window;
    }
}
