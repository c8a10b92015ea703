using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Rlm.Documents;

/// <summary>What some bytes from the start of a document look like.</summary>
/// <param name="IsText">False when they are no text.</param>
/// <param name="Encoding">How the text is encoded.</param>
/// <param name="MarkLength">Bytes of byte-order mark before it.</param>
/// <param name="Detail">What they are when they are no text.</param>
internal readonly record struct Sniffed(bool IsText, DocumentEncoding Encoding, int MarkLength, string Detail)
{
    public static Sniffed Text(DocumentEncoding encoding, int markLength = 0) => new(true, encoding, markLength, "");

    public static Sniffed NoText(string detail) => new(false, default, 0, detail);
}

/// <summary>Tells text from other files and finds how it is encoded, from its first bytes.</summary>
internal static class Sniffer
{
    /// <summary>Bytes to look at; enough for every magic number and a fair sample.</summary>
    public const int SampleBytes = 64 * 1024;

    // Control characters that text does not have: all but \b \t \n \v \f \r and escape (terminal colours in logs).
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 127]);

    /// <param name="head">The first bytes.</param>
    /// <param name="whole">True when there are no more.</param>
    public static Sniffed Look(ReadOnlySpan<byte> head, bool whole)
    {
        switch (head)
        {
            case [0xEF, 0xBB, 0xBF, ..]: return Sniffed.Text(DocumentEncoding.Utf8, 3);
            case [0xFF, 0xFE, 0, 0, ..]: return Sniffed.Text(DocumentEncoding.Utf32LittleEndian, 4);
            case [0, 0, 0xFE, 0xFF, ..]: return Sniffed.Text(DocumentEncoding.Utf32BigEndian, 4);
            case [0xFF, 0xFE, ..]: return Sniffed.Text(DocumentEncoding.Utf16LittleEndian, 2);
            case [0xFE, 0xFF, ..]: return Sniffed.Text(DocumentEncoding.Utf16BigEndian, 2);
        }

        if (FileSignature.Find(head) is { } signature)
        {
            return Sniffed.NoText(signature);
        }

        var complete = whole ? head : head[..Utf8Edges.CompleteLength(head)];
        if (Utf8.IsValid(complete) && (!head.Contains((byte)0) || !HasControls(head)))
        {
            return Sniffed.Text(DocumentEncoding.Utf8);
        }

        if (HasControls(head))
        {
            return LooksLikeUtf16(head, bigEndian: false) ? Sniffed.Text(DocumentEncoding.Utf16LittleEndian)
                : LooksLikeUtf16(head, bigEndian: true) ? Sniffed.Text(DocumentEncoding.Utf16BigEndian)
                : Sniffed.NoText("not text");
        }

        return Sniffed.Text(IsDamagedUtf8(head) ? DocumentEncoding.DamagedUtf8 : DocumentEncoding.Windows1252);
    }

    /// <summary>True when control characters make up more than a thousandth, as in no text and in nearly every other file.</summary>
    public static bool HasControls(ReadOnlySpan<byte> bytes)
    {
        var allowed = bytes.Length / 1000;
        for (var count = 0; ;)
        {
            var at = bytes.IndexOfAny(Controls);
            if (at < 0)
            {
                return false;
            }

            if (++count > allowed)
            {
                return true;
            }

            bytes = bytes[(at + 1)..];
        }
    }

    /// <summary>Of bytes that are not valid UTF-8: whether most of what is not ASCII is UTF-8 all the same.</summary>
    public static bool IsDamagedUtf8(ReadOnlySpan<byte> bytes)
    {
        var good = 0;
        var bad = 0;
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var at)
        {
            bytes = bytes[at..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done)
            {
                good++;
            }
            else
            {
                bad++;
            }

            bytes = bytes[length..];
        }

        return good >= bad;
    }

    /// <summary>Whether the bytes read as UTF-16 are ordinary text.</summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> head, bool bigEndian)
    {
        int ascii = 0, good = 0, all = 0;
        for (var i = 0; i + 1 < head.Length && all < 4096; i += 2, all++)
        {
            var unit = Unit(head, i, bigEndian);
            if (char.IsHighSurrogate(unit) && i + 3 < head.Length && char.IsLowSurrogate(Unit(head, i + 2, bigEndian)))
            {
                good += 2;
                all++;
                i += 2;
                continue;
            }

            ascii += unit < 0x80 ? 1 : 0;
            good += unit is '\t' or '\n' or '\r' or '\f' or '\x1b' || CharUnicodeInfo.GetUnicodeCategory(unit) is not
                (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Control or UnicodeCategory.Surrogate)
                ? 1 : 0;
        }

        // A few characters can be ordinary by chance, so that of those some must be ASCII, as spaces and newlines are.
        return ascii > 0 && (all >= 256 || ascii * 50 >= all) && good * 100 >= all * 99;
    }

    private static char Unit(ReadOnlySpan<byte> bytes, int at, bool bigEndian) =>
        (char)(bigEndian ? (bytes[at] << 8) | bytes[at + 1] : (bytes[at + 1] << 8) | bytes[at]);
}
