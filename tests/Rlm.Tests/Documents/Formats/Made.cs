using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MimeKit;
using Parquet.Serialization;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Rlm.Tests.Documents.Formats;

/// <summary>Documents as programs write them, made by libraries that are not those that read them where there are such.</summary>
internal static class Made
{
    /// <summary>A PDF whose pages hold lines of text; a page without any is as from a scanner.</summary>
    public static byte[] Pdf(params string[][] pages)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var lines in pages)
        {
            var page = builder.AddPage(PageSize.A4);
            for (var i = 0; i < lines.Length; i++)
            {
                page.AddText(lines[i], 12, new PdfPoint(50, 780 - (i * 20)), font);
            }
        }

        return builder.Build();
    }

    /// <summary>A PDF with text at places, in points from the lower left.</summary>
    public static byte[] Placed(params (double X, double Y, string Text)[] texts)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        var page = builder.AddPage(PageSize.A4);
        foreach (var (x, y, text) in texts)
        {
            page.AddText(text, 12, new PdfPoint(x, y), font);
        }

        return builder.Build();
    }

    /// <summary>A PDF of objects that are written as they are, with a table of where they lie.</summary>
    public static byte[] RawPdf(params string[] objects)
    {
        var text = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(text.Length);
            text.Append(i + 1).Append(" 0 obj\n").Append(objects[i]).Append("\nendobj\n");
        }

        var table = text.Length;
        text.Append("xref\n0 ").Append(objects.Length + 1).Append("\n0000000000 65535 f \n");
        places.ForEach(place => text.Append($"{place:D10} 00000 n \n"));
        text.Append($"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>A Word document of the elements of its body, in the XML of Word without its namespace's declaration.</summary>
    public static byte[] Docx(string body, string? styles = null, string? numbering = null, string? footnotes = null)
    {
        const string w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.Document = new W.Document($"<w:document {w}><w:body>{body}</w:body></w:document>");
            if (styles is not null)
            {
                main.AddNewPart<StyleDefinitionsPart>().Styles = new W.Styles($"<w:styles {w}>{styles}</w:styles>");
            }

            if (numbering is not null)
            {
                main.AddNewPart<NumberingDefinitionsPart>().Numbering = new W.Numbering($"<w:numbering {w}>{numbering}</w:numbering>");
            }

            if (footnotes is not null)
            {
                main.AddNewPart<FootnotesPart>().Footnotes = new W.Footnotes($"<w:footnotes {w}>{footnotes}</w:footnotes>");
            }
        }

        return stream.ToArray();
    }

    public static byte[] Paragraphs(params string[] paragraphs) =>
        Docx(string.Concat(paragraphs.Select(text => $"<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")));

    /// <summary>A workbook of sheets of rows; a row is its number from 1 and its cells, and those are made as they are given.</summary>
    public static byte[] Xlsx(params (string Name, (uint Row, object?[] Cells)[] Rows)[] sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                "<x:styleSheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:fonts><x:font/></x:fonts><x:fills><x:fill/></x:fills>" +
                "<x:borders><x:border/></x:borders><x:cellStyleXfs><x:xf/></x:cellStyleXfs><x:cellXfs><x:xf/><x:xf numFmtId=\"14\" applyNumberFormat=\"1\"/><x:xf numFmtId=\"22\" applyNumberFormat=\"1\"/></x:cellXfs></x:styleSheet>");
            for (var i = 0; i < sheets.Length; i++)
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet(new SheetData(sheets[i].Rows.Select(row =>
                    new Row(row.Cells.Select((value, column) => Cell(value, row.Row, column)).OfType<Cell>()) { RowIndex = row.Row })));
                book.Workbook.Sheets!.AppendChild(new Sheet
                {
                    Name = sheets[i].Name,
                    SheetId = (uint)i + 1,
                    Id = book.GetIdOfPart(part),
                    State = sheets[i].Name.StartsWith("Hidden", StringComparison.Ordinal) ? SheetStateValues.Hidden : SheetStateValues.Visible,
                });
            }
        }

        return stream.ToArray();
    }

    public static byte[] Mail(string subject, MimeEntity body, params string[] headers)
    {
        var message = new MimeMessage(
            [new MailboxAddress("Ann", "ann@example.org")], [new MailboxAddress("Bob", "bob@example.org")], subject, body)
        {
            Date = new(2024, 3, 1, 12, 30, 0, TimeSpan.FromHours(2)),
        };
        foreach (var header in headers)
        {
            message.Headers.Add(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        }

        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }

    public static MimePart Attachment(string name, byte[] content, string type = "application/octet-stream") => new(type)
    {
        FileName = name,
        ContentDisposition = new("attachment") { FileName = name },
        ContentTransferEncoding = ContentEncoding.Base64,
        Content = new MimeContent(new MemoryStream(content)),
    };

    public static async Task<byte[]> Parquet<T>(IEnumerable<T> rows, int groupSize = 1_000_000)
    {
        using var stream = new MemoryStream();
        await ParquetSerializer.SerializeAsync(rows, stream, new() { RowGroupSize = groupSize });
        return stream.ToArray();
    }

    private static Cell? Cell(object? value, uint row, int column)
    {
        var at = (char)('A' + column) + row.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return value switch
        {
            null => null,
            string text when text.StartsWith('=') => new Cell { CellReference = at, CellFormula = new(text[1..]), CellValue = new("42") },
            string text => new Cell { CellReference = at, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }) },
            bool truth => new Cell { CellReference = at, DataType = CellValues.Boolean, CellValue = new(truth ? "1" : "0") },
            DateTime date => new Cell { CellReference = at, StyleIndex = date.TimeOfDay == default ? 1u : 2u, CellValue = new(date.ToOADate()) },
            _ => new Cell { CellReference = at, CellValue = new(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!) },
        };
    }
}
