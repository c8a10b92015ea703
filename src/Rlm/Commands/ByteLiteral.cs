using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Rlm.Commands;

/// <summary>Finds a text in UTF-8 without decoding it: two of its bytes are compared at 32 places at once.</summary>
internal sealed class ByteLiteral
{
    /// <summary>Bytes of ordinary text, the most frequent first; what is not among them is rarer than all.</summary>
    private const string ByFrequency = " e0t1a2o-i:n3s.4r5/l6d7c8u9_m,f=p[g]w\"yb(v)k{x}j;q<z>TASIECNORDPLMFUBGHWVYKJXQZ'";

    /// <summary>What makes a lower-case letter of an upper-case one.</summary>
    private const byte CaseBit = 0x20;

    private static readonly byte[] Ranks = RanksOf(ByFrequency);

    private readonly byte[] _bytes;
    private readonly byte[] _fold;
    private readonly int _rarest;
    private readonly int _second;

    /// <param name="text">What to look for; not empty.</param>
    /// <param name="ignoreCase">Whether ASCII letters are found in either case; all else is found as it is.</param>
    public ByteLiteral(string text, bool ignoreCase)
    {
        _bytes = Encoding.UTF8.GetBytes(text);
        _fold = new byte[_bytes.Length];
        for (var i = 0; i < _bytes.Length; i++)
        {
            _fold[i] = ignoreCase && char.IsAsciiLetter((char)_bytes[i]) ? CaseBit : (byte)0;
            _bytes[i] |= _fold[i];
        }

        _rarest = Enumerable.Range(0, _bytes.Length).MaxBy(i => Ranks[_bytes[i]]);
        _second = Enumerable.Range(0, _bytes.Length).Where(i => i != _rarest).DefaultIfEmpty(_rarest).MaxBy(i => Ranks[_bytes[i]]);
    }

    /// <summary>Length in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>Where it stands first from a place on, or -1.</summary>
    public int Next(ReadOnlySpan<byte> text, int from)
    {
        var last = text.Length - _bytes.Length;
        var at = from;
        var (first, second) = (Vector256.Create(_bytes[_rarest]), Vector256.Create(_bytes[_second]));
        var (firstFold, secondFold) = (Vector256.Create(_fold[_rarest]), Vector256.Create(_fold[_second]));
        ref var start = ref MemoryMarshal.GetReference(text);
        for (; at <= last - (Vector256<byte>.Count - 1); at += Vector256<byte>.Count)
        {
            // Both lie within the text: a place plus the literal's length does not go beyond it.
            var here = Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)(at + _rarest)) | firstFold, first)
                & Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)(at + _second)) | secondFold, second);
            for (var bits = here.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                var place = at + BitOperations.TrailingZeroCount(bits);
                if (IsAt(text[place..]))
                {
                    return place;
                }
            }
        }

        for (; at <= last; at++)
        {
            if (IsAt(text[at..]))
            {
                return at;
            }
        }

        return -1;
    }

    private bool IsAt(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < _bytes.Length; i++)
        {
            if ((text[i] | _fold[i]) != _bytes[i])
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] RanksOf(string byFrequency)
    {
        var ranks = new byte[256];
        ranks.AsSpan().Fill((byte)byFrequency.Length);
        for (var i = 0; i < byFrequency.Length; i++)
        {
            ranks[byFrequency[i]] = (byte)i;
        }

        return ranks;
    }
}
