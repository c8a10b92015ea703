using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Rlm.Documents;

/// <summary>Turns the bytes of a document, window by window, into UTF-8 in the spill file.</summary>
internal abstract class Transcoder
{
    /// <summary>What the document turned out to be; final when all is written.</summary>
    public abstract DocumentEncoding Encoding { get; }

    /// <summary>Writes a window.</summary>
    /// <param name="window">The next bytes.</param>
    /// <param name="last">True when no more follow.</param>
    /// <param name="spill">Takes the text.</param>
    /// <returns>How many bytes are done; the others come again at the start of the next window.</returns>
    public abstract int Write(ReadOnlySpan<byte> window, bool last, SpillFile spill);

    public static Transcoder For(DocumentEncoding encoding) => encoding switch
    {
        DocumentEncoding.Utf16LittleEndian => new WideTranscoder(encoding, new UnicodeEncoding(false, false)),
        DocumentEncoding.Utf16BigEndian => new WideTranscoder(encoding, new UnicodeEncoding(true, false)),
        DocumentEncoding.Utf32LittleEndian => new WideTranscoder(encoding, new UTF32Encoding(false, false)),
        DocumentEncoding.Utf32BigEndian => new WideTranscoder(encoding, new UTF32Encoding(true, false)),
        _ => new ByteTranscoder(encoding),
    };

    /// <summary>UTF-16 and UTF-32. What is no character becomes U+FFFD.</summary>
    private sealed class WideTranscoder(DocumentEncoding encoding, Encoding wide) : Transcoder
    {
        private readonly Decoder _decoder = wide.GetDecoder();

        public override DocumentEncoding Encoding => encoding;

        public override int Write(ReadOnlySpan<byte> window, bool last, SpillFile spill)
        {
            var chars = ArrayPool<char>.Shared.Rent(wide.GetMaxCharCount(window.Length));
            var utf8 = ArrayPool<byte>.Shared.Rent((chars.Length * 3) + 3);
            try
            {
                var count = _decoder.GetChars(window, chars, flush: last);
                Utf8.FromUtf16(chars.AsSpan(0, count), utf8, out _, out var written);
                spill.Append(utf8.AsSpan(0, written));
                return window.Length;
            }
            finally
            {
                ArrayPool<char>.Shared.Return(chars);
                ArrayPool<byte>.Shared.Return(utf8);
            }
        }
    }
}
