using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rlm.Documents;

/// <summary>
/// Counts the words of UTF-8 that comes in windows, 64 bytes at a time: which of the 64 bytes are white space becomes 64
/// bits, and the bits are counted.
/// </summary>
/// <remarks>Windows end at the edge of a character. Anything else in them is counted, never a fault.</remarks>
internal struct Utf8Words
{
    private const int Block = 64;
    private bool _inWord;

    /// <summary>Longest runs without Unicode white space, as Rust's <c>split_whitespace</c> finds them.</summary>
    public long Count { get; private set; }

    public void Add(ReadOnlySpan<byte> utf8)
    {
        // White space of several bytes at the end of a block reaches into the next: those bits wait here.
        var ahead = 0UL;
        for (; utf8.Length >= Block; utf8 = utf8[Block..])
        {
            CountStarts(Whitespace(utf8, ref ahead), Block);
        }

        if (!utf8.IsEmpty)
        {
            Span<byte> padded = stackalloc byte[Block];
            padded.Clear();
            utf8.CopyTo(padded);
            CountStarts(Whitespace(padded, ref ahead), utf8.Length);
        }
    }

    /// <summary>A word starts where no white space follows white space.</summary>
    private void CountStarts(ulong whitespace, int length)
    {
        var starts = ~whitespace & ((whitespace << 1) | (_inWord ? 0UL : 1UL));
        Count += BitOperations.PopCount(length == Block ? starts : starts & ((1UL << length) - 1));
        _inWord = ((whitespace >> (length - 1)) & 1) == 0;
    }

    private static ulong Whitespace(ReadOnlySpan<byte> utf8, ref ulong ahead)
    {
        var result = ahead;
        var leads = 0UL;
        for (var i = 0; i < Block; i += Vector256<byte>.Count)
        {
            var bytes = Vector256.Create(utf8.Slice(i, Vector256<byte>.Count));
            var ascii = Vector256.Equals(bytes, Vector256.Create((byte)' ')) |
                Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'\t'), Vector256.Create((byte)4));
            result |= (ulong)ascii.ExtractMostSignificantBits() << i;
            if (bytes.ExtractMostSignificantBits() != 0)
            {
                var lead = Vector256.Equals(bytes, Vector256.Create((byte)0xC2)) |
                    Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)0xE1), Vector256.Create((byte)2));
                leads |= (ulong)lead.ExtractMostSignificantBits() << i;
            }
        }

        ahead = 0;
        for (; leads != 0; leads &= leads - 1)
        {
            var at = BitOperations.TrailingZeroCount(leads);
            var length = WideWhitespace(utf8[at..]);
            var bits = (1UL << length) - 1;
            result |= bits << at;
            ahead |= at + length > Block ? bits >> (Block - at) : 0;
        }

        return result;
    }

    /// <summary>Length of the white space of several bytes here, or 0: U+0085, 00A0, 1680, 2000-200A, 2028, 2029, 202F, 205F, 3000.</summary>
    private static int WideWhitespace(ReadOnlySpan<byte> utf8) => utf8 switch
    {
        [0xC2, 0x85 or 0xA0, ..] => 2,
        [0xE1, 0x9A, 0x80, ..] => 3,
        [0xE2, 0x80, (>= 0x80 and <= 0x8A) or 0xA8 or 0xA9 or 0xAF, ..] => 3,
        [0xE2, 0x81, 0x9F, ..] => 3,
        [0xE3, 0x80, 0x80, ..] => 3,
        _ => 0,
    };
}
