using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Rlm.Documents;

/// <summary>
/// UTF-8, damaged UTF-8 and Windows-1252. Which of them it is shows at the first bytes that are not ASCII: up to there
/// all three are the same.
/// </summary>
internal sealed class ByteTranscoder(DocumentEncoding encoding) : Transcoder
{
    // 0x80 to 0x9F in Windows-1252; the five that it leaves open stay control characters, as in every browser.
    private const string HighControls =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private DocumentEncoding _encoding = encoding;
    private bool _onlyAscii = true;

    public override DocumentEncoding Encoding => _encoding;

    public override int Write(ReadOnlySpan<byte> window, bool last, SpillFile spill)
    {
        if (_encoding == DocumentEncoding.Windows1252)
        {
            WriteWindows1252(window, spill);
            return window.Length;
        }

        var part = last ? window : window[..Utf8Edges.CompleteLength(window)];
        if (Utf8.IsValid(part))
        {
            _onlyAscii = _onlyAscii && Ascii.IsValid(part);
            spill.Append(part);
        }
        else if (_onlyAscii && !Sniffer.IsDamagedUtf8(part))
        {
            _encoding = DocumentEncoding.Windows1252;
            WriteWindows1252(window, spill);
            return window.Length;
        }
        else
        {
            (_encoding, _onlyAscii) = (DocumentEncoding.DamagedUtf8, false);
            WriteRepaired(part, spill);
        }

        return part.Length;
    }

    private static void WriteWindows1252(ReadOnlySpan<byte> bytes, SpillFile spill)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent((bytes.Length * 3) + 3);
        var written = 0;
        while (!bytes.IsEmpty)
        {
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            ascii = ascii < 0 ? bytes.Length : ascii;
            bytes[..ascii].CopyTo(utf8.AsSpan(written));
            written += ascii;
            bytes = bytes[ascii..];
            if (!bytes.IsEmpty)
            {
                var value = bytes[0] < 0xA0 ? HighControls[bytes[0] - 0x80] : (char)bytes[0];
                written += new Rune(value).EncodeToUtf8(utf8.AsSpan(written));
                bytes = bytes[1..];
            }
        }

        Flush(utf8, written, spill);
    }

    private static void WriteRepaired(ReadOnlySpan<byte> bytes, SpillFile spill)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent((bytes.Length * 3) + 3);
        var written = 0;
        while (!bytes.IsEmpty)
        {
            var run = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            run = run < 0 ? bytes.Length : run;
            if (run == 0)
            {
                // An undecodable place decodes as the replacement character.
                Rune.DecodeFromUtf8(bytes, out var rune, out run);
                written += rune.EncodeToUtf8(utf8.AsSpan(written));
            }
            else
            {
                bytes[..run].CopyTo(utf8.AsSpan(written));
                written += run;
            }

            bytes = bytes[run..];
        }

        Flush(utf8, written, spill);
    }

    private static void Flush(byte[] utf8, int written, SpillFile spill)
    {
        try
        {
            spill.Append(utf8.AsSpan(0, written));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }
}
