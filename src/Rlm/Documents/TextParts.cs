using System.Buffers;

namespace Rlm.Documents;

/// <summary>Cuts a text into parts that are read one by one.</summary>
internal static class TextParts
{
    /// <summary>Of a part, how much of its end is looked through for the end of a line.</summary>
    private const int SearchedShare = 4;

    /// <param name="text">What is cut.</param>
    /// <param name="size">Most bytes of a part; at least 200.</param>
    /// <param name="overlap">Bytes of a part that the next one begins with, at most half of it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Views on the text, cut at line ends where there is one near, else between two characters.</returns>
    public static IReadOnlyList<Text> Cut(Text text, int size, int overlap, CancellationToken cancellationToken)
    {
        var parts = new List<Text>();
        for (long start = 0; start < text.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = text.Length - start <= size ? text.Length : EndOf(text, start, size);
            parts.Add(text.Slice(start, end));
            start = end == text.Length ? end : Math.Max(start + 1, Edge(text, end - overlap));
        }

        return parts;
    }

    private static long EndOf(Text text, long start, int size)
    {
        var searched = size / SearchedShare;
        var buffer = ArrayPool<byte>.Shared.Rent(searched);
        try
        {
            var from = start + size - searched;
            text.Read(from, buffer.AsSpan(0, searched));
            var newline = buffer.AsSpan(0, searched).LastIndexOf((byte)'\n');
            return newline >= 0 ? from + newline + 1 : Edge(text, start + size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The beginning of the character that the byte belongs to.</summary>
    private static long Edge(Text text, long position)
    {
        Span<byte> one = stackalloc byte[1];
        while (position > 0 && position < text.Length)
        {
            text.Read(position, one);
            if ((one[0] & 0b1100_0000) != 0b1000_0000)
            {
                break;
            }

            position--;
        }

        return position;
    }
}
