using System.Globalization;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Rlm.Documents.Formats;

/// <summary>PDF: the text of each page below a line that says which page it is.</summary>
internal sealed class PdfFormat : IDocumentFormat
{
    /// <summary>Arrays in arrays and the like; those of real files are a dozen deep.</summary>
    private const int MostDepth = 200;

    public DocumentFormat Format => DocumentFormat.Pdf;

    public long MaxBytes => ConversionLimits.ParsedBytes;

    public void Convert(Stream stream, Conversion to)
    {
        var options = new ParsingOptions
        {
            UseLenientParsing = true,
            SkipMissingFonts = true,
            MaxStackDepth = MostDepth,
            FilterProvider = new PdfFilters(to),
        };
        using var document = Open(stream, options);
        document.AddPageFactory<PdfPage, PdfPageFactory>();
        (var withText, var damaged, to.Pages) = (0, 0, document.NumberOfPages);
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            to.Check();
            switch (Page(document, number, to))
            {
                case true:
                    withText++;
                    break;
                case null:
                    damaged++;
                    break;
            }
        }

        if (withText == 0 && damaged > 0)
        {
            throw new InvalidDataException("none of its pages with text can be read.");
        }

        if (withText == 0)
        {
            throw NotConvertedException.NoText(
                "a PDF without a text layer, as a scanner makes it; recognise its text first (ocrmypdf in.pdf out.pdf) and name the result");
        }

        to.EndPart("", Format);
    }

    private static PdfDocument Open(Stream stream, ParsingOptions options)
    {
        try
        {
            return PdfDocument.Open(stream, options);
        }
        catch (PdfDocumentEncryptedException)
        {
            throw NotConvertedException.NoText("a PDF that is encrypted with a password; save it without one (qpdf --decrypt --password=… in.pdf out.pdf) and name that");
        }
    }

    /// <returns>Whether the page has text; null when it is damaged.</returns>
    private static bool? Page(PdfDocument document, int number, Conversion to)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"[page {number}");
        PdfPage page;
        try
        {
            page = document.GetPage<PdfPage>(number);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or NotConvertedException or OutOfMemoryException or ObjectDisposedException))
        {
            // A page that is damaged is noted in its place, whatever the parser met; the others are still to be had.
            to.Write($"{mark}: cannot be read ({fault.GetType().Name})]\n");
            return null;
        }

        var lines = PdfLines.Of(page.Runs);
        to.Write(lines.Count == 0 ? $"{mark}: no text]\n" : $"{mark}]\n");
        foreach (var line in lines)
        {
            to.Write(line);
            to.Write("\n");
        }

        return lines.Count > 0;
    }
}
