using System.Buffers;

namespace Rlm.Wasm.Execution;

/// <summary>Says where in a text a chunk lies, for the error of one that failed. Lines are counted only then.</summary>
internal static class ChunkPlace
{
    private const int WindowBytes = 1 << 20;

    /// <summary>Such as <c>lines 10,001 to 20,000 of `log`</c>; without lines where the text is no longer there.</summary>
    /// <param name="whole">The text that was cut.</param>
    /// <param name="name">What it is called where it has no documents.</param>
    /// <param name="start">First byte of the chunk.</param>
    /// <param name="end">The byte after its last.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public static string Describe(AnalysisInput whole, string name, long start, long end, CancellationToken cancellationToken)
    {
        var inside = whole.Documents.Where(d => d.Start < d.End && d.Start < end && d.End > start).ToList();
        var (first, last) = inside.Count == 0
            ? (new DocumentSpan(name, 0, whole.Length), new DocumentSpan(name, 0, whole.Length))
            : (inside[0], inside[^1]);

        // The line that the first byte stands in, and the one that the last byte stands in.
        var from = CountLineEnds(whole, first.Start, Math.Max(first.Start, start), cancellationToken) + 1;
        var to = first == last
            ? from + CountLineEnds(whole, Math.Max(first.Start, start), Math.Min(last.End, end) - 1, cancellationToken)
            : CountLineEnds(whole, last.Start, Math.Min(last.End, end) - 1, cancellationToken) + 1;
        return (from, to) switch
        {
            (null, _) or (_, null) => $"`{first.Name}`",
            _ when first != last => $"line {from:N0} of `{first.Name}` to line {to:N0} of `{last.Name}`",
            _ when from == to => $"line {from:N0} of `{first.Name}`",
            _ => $"lines {from:N0} to {to:N0} of `{first.Name}`",
        };
    }

    private static long? CountLineEnds(AnalysisInput input, long position, long end, CancellationToken cancellationToken)
    {
        var window = ArrayPool<byte>.Shared.Rent(WindowBytes);
        try
        {
            var count = 0L;
            while (position < end)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var span = window.AsSpan(0, (int)Math.Min(WindowBytes, end - position));
                if (!input.TryRead(position, span))
                {
                    return null;
                }

                count += span.Count((byte)'\n');
                position += span.Length;
            }

            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }
}
