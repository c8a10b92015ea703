using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>Tells from the first bytes, and only then from the name, which converter a file is for.</summary>
/// <remarks>
/// What is no text is known by its content alone. HTML and mail are text, and source code may begin as they do, so that
/// they are converted by their names; by their content only where there is no extension (standard input, mail folders).
/// </remarks>
internal static class FormatGuesser
{
    private static readonly string[] OfficeNames = [".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb"];

    public static FormatGuess Of(ReadOnlySpan<byte> head, string name)
    {
        if (FileSignature.IsPdf(head))
        {
            return FormatGuess.Pdf;
        }

        if (FileSignature.IsParquet(head))
        {
            return FormatGuess.Parquet;
        }

        if (FileSignature.IsZip(head))
        {
            return LooksLikeOffice(head) || EndsWithAny(name, OfficeNames) ? FormatGuess.OfficeZip : FormatGuess.None;
        }

        if (FileSignature.IsCompound(head))
        {
            return FormatGuess.Compound;
        }

        var hasExtension = Path.GetExtension(name).Length > 1;
        if (EndsWithAny(name, ".html", ".htm", ".xhtml", ".xht"))
        {
            return Text(head) is null ? FormatGuess.None : FormatGuess.Html;
        }

        // Most files without an extension show at once that they are no page.
        const int markWithin = 64;
        if (!hasExtension && head[..Math.Min(markWithin, head.Length)].Contains((byte)'<') && Text(head) is { } start && StartsAsHtml(start))
        {
            return FormatGuess.Html;
        }

        return (EndsWithAny(name, ".eml", ".mbox") || !hasExtension) && MailSignature.Find(head, mayBeBare: !hasExtension) != MailKind.None
            && Text(head) is not null
            ? FormatGuess.Email
            : FormatGuess.None;
    }

    private static bool EndsWithAny(string name, params ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
        {
            if (name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Office writes its table of contents first; others write a folder of their own first.</summary>
    private static bool LooksLikeOffice(ReadOnlySpan<byte> head) =>
        head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("word/document"u8) >= 0 || head.IndexOf("xl/workbook"u8) >= 0;

    /// <summary>The start of a text, whatever its encoding, or null when it is none.</summary>
    private static string? Text(ReadOnlySpan<byte> head)
    {
        // A page of few bytes is a page too; nothing is said of what follows, which the converter looks at as a whole.
        if (!Sniffer.Look(head, whole: head.Length < Sniffer.SampleBytes).IsText)
        {
            return null;
        }

        const int shown = 2048;
        return Encoding.Latin1.GetString(head[..Math.Min(shown, head.Length)]).Replace("\0", string.Empty, StringComparison.Ordinal);
    }

    private static bool StartsAsHtml(string start)
    {
        var rest = start.AsSpan().TrimStart("\u00EF\u00BB\u00BF\u00FF\u00FE \t\r\n\f");
        while (rest.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("<!--", StringComparison.Ordinal))
        {
            var isComment = rest[1] == '!';
            var end = rest.IndexOf(isComment ? "-->" : "?>", StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            rest = rest[(end + (isComment ? 3 : 2))..].TrimStart();
        }

        return rest.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) ||
            (rest.StartsWith("<html", StringComparison.OrdinalIgnoreCase) && rest.Length > 5 && (rest[5] == '>' || char.IsWhiteSpace(rest[5])));
    }
}
