using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Rlm.Documents.Formats;

/// <summary>Finds how a page is encoded: by its mark, by what it declares, else as any text.</summary>
internal static partial class HtmlCharset
{
    /// <summary>Where a declaration must stand; browsers look no further.</summary>
    private const int DeclaredWithin = 4096;

    public static string Decode(ReadOnlySpan<byte> page)
    {
        var sniffed = Sniffer.Look(page[..Math.Min(page.Length, Sniffer.SampleBytes)], page.Length <= Sniffer.SampleBytes);
        if (!sniffed.IsText)
        {
            throw NotConvertedException.NoText("named like a page of HTML, but it is " + sniffed.Detail);
        }

        Encoding encoding = sniffed.Encoding switch
        {
            DocumentEncoding.Utf16LittleEndian => Encoding.Unicode,
            DocumentEncoding.Utf16BigEndian => Encoding.BigEndianUnicode,
            DocumentEncoding.Utf32LittleEndian => Encoding.UTF32,
            DocumentEncoding.Utf32BigEndian => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
            _ when sniffed.MarkLength > 0 => Encoding.UTF8,
            _ => Declared(page) ?? (Utf8.IsValid(page) || Sniffer.IsDamagedUtf8(page) ? Encoding.UTF8 : CodePages.Get("windows-1252")!),
        };
        return encoding.GetString(page[sniffed.MarkLength..]);
    }

    private static Encoding? Declared(ReadOnlySpan<byte> page)
    {
        var start = Encoding.Latin1.GetString(page[..Math.Min(page.Length, DeclaredWithin)]);
        var found = Declaration().Match(start);
        if (!found.Success)
        {
            return null;
        }

        // A declaration that can be read is not in UTF-16, whatever it says; and Latin-1 means Windows-1252 on the web.
        return found.Groups[1].Value.ToLowerInvariant() switch
        {
            "utf-16" or "utf-16le" or "utf-16be" or "utf-8" => Encoding.UTF8,
            "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => CodePages.Get("windows-1252"),
            var name => CodePages.Get(name),
        };
    }

    [GeneratedRegex("""<(?:meta|\?xml)\b[^>]{0,300}?\b(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
