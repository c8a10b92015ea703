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
        ArgumentNullException.ThrowIfNull(text);
        var from = PositionOf(text, start, windowBytes, cancellationToken);
        var to = end is null ? text.Length
            : start >= 0 && end >= 0 && end <= start ? from
            : PositionOf(text, end.Value, windowBytes, cancellationToken);
        return from < to ? text.Slice(from, to) : Text.Empty;
    }

    /// <summary>Where a character begins, in bytes; the text's length when it has fewer.</summary>
    internal static long PositionOf(Text text, long character, int windowBytes, CancellationToken cancellationToken) =>
        character >= 0 ? text.Seek(TextUnit.Character, character, text.Length, cancellationToken)
        : character <= -text.Length ? 0
        : Backward(text, -character, windowBytes, TextLines.NearWindows(text), cancellationToken) is { } near ? near
        : text.Seek(
            TextUnit.Character, TextStatistics.CountCharacters(text, cancellationToken) + character, text.Length, cancellationToken);

    /// <summary>The first byte of the <paramref name="characters"/>th character from the end; null when it is not near the end.</summary>
    private static long? Backward(Text text, long characters, int windowBytes, int nearWindows, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, Math.Min(windowBytes, text.Length)));
        try
        {
            for (var (end, windows) = (text.Length, 0); end > 0; windows++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (windows == nearWindows)
                {
                    return null;
                }

                var window = buffer.AsSpan(0, (int)Math.Min(Math.Min(buffer.Length, windowBytes), end));
                end -= window.Length;
                text.Read(end, window);
                var here = TextCounts.Of(window).Characters;
                if (here >= characters)
                {
                    return end + MarkedScan.OffsetOf(window, TextUnit.Character, (int)(here - characters) + 1);
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
