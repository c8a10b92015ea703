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
    private const long LargestUncut = 4 << 20;

    private const int WindowBytes = 64 << 10;

    /// <summary>The end of each chunk, or null when the input changed meanwhile. A line longer than a chunk stays whole.</summary>
    public static IReadOnlyList<long>? Cut(AnalysisInput input, CancellationToken cancellationToken) =>
        Cut(input, SizeFor(input.Length), cancellationToken);

    /// <summary>Chunks are alike in size, so that none is left over while the other cores have nothing to do.</summary>
    private static long SizeFor(long length)
    {
        var chunks = Math.Clamp((length + LargestUncut - 1) / LargestUncut, 1, MaxChunks);
        return Math.Max(1, (length + chunks - 1) / chunks);
    }

    internal static IReadOnlyList<long>? Cut(AnalysisInput input, long chunkBytes, CancellationToken cancellationToken)
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
