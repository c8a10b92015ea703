using System.Buffers;

namespace Rlm.Documents;

/// <summary>Finds characters (Unicode scalar values) by their number, without loading the text.</summary>
public static class TextSlices
{
    /// <summary>The characters from <paramref name="start"/> up to <paramref name="end"/>, as a view without a copy.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First character, from 0; negative counts from the end, as in Python.</param>
    /// <param name="end">The character after the last; negative counts from the end; null: to the end.</param>
    /// <param name="cancellationToken">Looked at once a window.</param>
    /// <returns>The characters; empty when there are none. Numbers beyond the text are cut to it.</returns>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public static Text Slice(Text text, long start, long? end = null, CancellationToken cancellationToken = default) =>
        Slice(text, start, end, TextWindows.DefaultBytes, cancellationToken);

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
            to = end <= start ? from : Forward(text, from, end.Value - start, windowBytes, cancellationToken);
        }
        else
        {
            to = PositionOf(text, end.Value, windowBytes, cancellationToken);
        }

        return from < to ? text.Slice(from, to) : Text.Empty;
    }

    /// <summary>Where a character begins, in bytes; the text's length when it has fewer.</summary>
    internal static long PositionOf(Text text, long character, int windowBytes, CancellationToken cancellationToken) =>
        character >= 0
            ? Forward(text, 0, character, windowBytes, cancellationToken)
            : Backward(text, -character, windowBytes, cancellationToken);

    private static long Forward(Text text, long from, long characters, int windowBytes, CancellationToken cancellationToken)
    {
        using var windows = new TextWindows(text, from, text.Length, windowBytes, wholeLines: false, cancellationToken);
        while (characters > 0 && windows.Next())
        {
            var bytes = windows.Bytes;
            var here = Utf8Counts.Characters(bytes);
            if (here <= characters)
            {
                characters -= here;
                from = windows.Position + bytes.Length;
                continue;
            }

            return windows.Position + OffsetOf(bytes, (int)characters);
        }

        return from;
    }

    /// <summary>The offset of a character that is known to lie in the window: halves it until little is left.</summary>
    private static int OffsetOf(ReadOnlySpan<byte> bytes, int character)
    {
        var offset = 0;
        while (bytes.Length - offset > 64)
        {
            var half = (bytes.Length - offset) / 2;
            var here = (int)Utf8Counts.Characters(bytes.Slice(offset, half));
            if (here > character)
            {
                bytes = bytes[..(offset + half)];
            }
            else
            {
                character -= here;
                offset += half;
            }
        }

        for (; offset < bytes.Length; offset++)
        {
            if (!Utf8Edges.IsContinuation(bytes[offset]) && character-- == 0)
            {
                break;
            }
        }

        return offset;
    }

    /// <summary>The first byte of the <paramref name="characters"/>th character from the end.</summary>
    private static long Backward(Text text, long characters, int windowBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, Math.Min(windowBytes, text.Length)));
        try
        {
            for (var end = text.Length; end > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var window = buffer.AsSpan(0, (int)Math.Min(Math.Min(buffer.Length, windowBytes), end));
                end -= window.Length;
                text.Read(end, window);
                var here = Utf8Counts.Characters(window);
                if (here >= characters)
                {
                    return end + OffsetOf(window, (int)(here - characters));
                }

                characters -= here;
            }

            return 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
