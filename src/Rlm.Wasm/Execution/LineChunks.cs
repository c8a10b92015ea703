using System.Buffers;

namespace Rlm.Wasm.Execution;

/// <summary>
/// Cuts an input at line ends. The cuts depend on nothing but the input, so that the same analysis gives the same bytes
/// on every machine.
/// </summary>
internal static class LineChunks
{
    /// <summary>Most chunks that one input is cut into.</summary>
    public const int MaxChunks = 1024;

    /// <summary>An instance costs 0.15 ms; of this much text the lightest analysis makes some 3 ms.</summary>
    private const long UsualBytes = 4 << 20;

    /// <summary>What is not much longer than some chunks is cut finer, so that no core is left over.</summary>
    private const long SmallBytes = 2 << 20;
    private const long SmallInput = 16 << 20;

    /// <summary>Chunks are not made larger than this for the sake of the other inputs.</summary>
    private const long LargestForOthers = 64 << 20;

    private const int WindowBytes = 64 << 10;

    /// <summary>The end of each chunk, or null when the input changed meanwhile. A line longer than a chunk stays whole.</summary>
    public static IReadOnlyList<long>? Cut(AnalysisInput input, CancellationToken cancellationToken) =>
        Cut(input, SizeFor(input.Length), cancellationToken);

    /// <summary>
    /// The size that chunks are cut at. It goes up in steps, far apart, so that an input that grows at its end keeps the borders
    /// that it has: then the results of all its chunks but the last are those that were kept.
    /// </summary>
    /// <param name="length">Of the input that is cut.</param>
    /// <param name="others">Of all others together: each chunk is given them whole, and goes through them.</param>
    public static long SizeFor(long length, long others = 0)
    {
        var size = length <= SmallInput ? SmallBytes : UsualBytes;
        while (length > size * MaxChunks || size < Math.Min(others, LargestForOthers))
        {
            size *= 2;
        }

        return size;
    }

    /// <summary>The end of each chunk; each but the last has at least so many bytes, and ends with the first line end from there.</summary>
    public static IReadOnlyList<long>? Cut(AnalysisInput input, long chunkBytes, CancellationToken cancellationToken)
    {
        var ends = new List<long>();
        var start = 0L;
        do
        {
            var end = start + chunkBytes >= input.Length
                ? input.Length
                : AfterLineEnd(input, start + chunkBytes - 1, cancellationToken);
            if (end < 0)
            {
                return null;
            }

            ends.Add(end);
            start = end;
        }
        while (start < input.Length);
        return ends;
    }

    private static long AfterLineEnd(AnalysisInput input, long position, CancellationToken cancellationToken)
    {
        var window = ArrayPool<byte>.Shared.Rent(WindowBytes);
        try
        {
            while (position < input.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var span = window.AsSpan(0, (int)Math.Min(WindowBytes, input.Length - position));
                if (!input.TryRead(position, span))
                {
                    return -1;
                }

                var at = span.IndexOf((byte)'\n');
                if (at >= 0)
                {
                    return position + at + 1;
                }

                position += span.Length;
            }

            return input.Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }
}
