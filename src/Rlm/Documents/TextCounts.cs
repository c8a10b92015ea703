using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rlm.Documents;

/// <summary>How much lies in a range of bytes. Ranges may be cut anywhere, also within a character, and their counts added.</summary>
/// <param name="Newlines">Newlines.</param>
/// <param name="Characters">Bytes that begin a character.</param>
internal readonly record struct TextCounts(long Newlines, long Characters) :
    IAdditionOperators<TextCounts, TextCounts, TextCounts>, ISubtractionOperators<TextCounts, TextCounts, TextCounts>
{
    /// <summary>A newline that was added.</summary>
    public static TextCounts Newline { get; } = new(1, 1);

    /// <summary>How many of a unit's marks: newlines for lines.</summary>
    public long this[TextUnit unit] => unit == TextUnit.Line ? Newlines : Characters;

    public static TextCounts operator +(TextCounts left, TextCounts right) =>
        new(left.Newlines + right.Newlines, left.Characters + right.Characters);

    public static TextCounts operator -(TextCounts left, TextCounts right) =>
        new(left.Newlines - right.Newlines, left.Characters - right.Characters);

    /// <summary>Counts both at once, 32 bytes at a time.</summary>
    public static TextCounts Of(ReadOnlySpan<byte> utf8)
    {
        // A lane of the sums holds a byte, so they are emptied before any can run over.
        const int mostRounds = byte.MaxValue;
        var (newlines, continuations) = (0L, 0L);
        var rest = utf8;
        while (rest.Length >= Vector256<byte>.Count)
        {
            var rounds = Math.Min(mostRounds, rest.Length / Vector256<byte>.Count);
            var (newlineSums, continuationSums) = (Vector256<byte>.Zero, Vector256<byte>.Zero);
            foreach (var block in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Vector256<byte>>(rest)[..rounds])
            {
                // Where it holds, all bits are set, which is -1. As a signed number, what continues a character is below -64.
                newlineSums -= Vector256.Equals(block, Vector256.Create((byte)'\n'));
                continuationSums -= Vector256.LessThan(block.AsSByte(), Vector256.Create((sbyte)-64)).AsByte();
            }

            newlines += Sum(newlineSums);
            continuations += Sum(continuationSums);
            rest = rest[(rounds * Vector256<byte>.Count)..];
        }

        foreach (var value in rest)
        {
            newlines += value == '\n' ? 1 : 0;
            continuations += Utf8Edges.IsContinuation(value) ? 1 : 0;
        }

        return new(newlines, utf8.Length - continuations);
    }

    private static int Sum(Vector256<byte> lanes)
    {
        var (lower, upper) = Vector256.Widen(lanes);
        return Vector256.Sum(lower + upper);
    }
}
