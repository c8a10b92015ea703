using System.Globalization;
using ExcelDataReader;

namespace Rlm.Documents.Formats;

/// <summary>Workbooks: each sheet that is not empty is a document of CSV, hidden ones too.</summary>
internal sealed class ExcelFormat : IDocumentFormat
{
    /// <summary>Sheets of a workbook: people make hundreds.</summary>
    private const int MostSheets = 20_000;

    private const int RowsBetweenChecks = 256;

    public DocumentFormat Format => DocumentFormat.Excel;

    public long MaxBytes => ConversionLimits.ParsedBytes;

    public void Convert(Stream stream, Conversion to)
    {
        CodePages.Register();
        var head = new byte[4];
        stream.ReadExactly(head);
        stream.Position = 0;
        if (FileSignature.IsZip(head))
        {
            ZipParts.CheckSize(stream, name => name.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) ||
                name.StartsWith("xl/media/", StringComparison.OrdinalIgnoreCase));
        }

        using var book = ExcelReaderFactory.CreateReader(stream, new() { LeaveOpen = true });
        if (book.ResultsCount > MostSheets)
        {
            throw NotConvertedException.TooLarge($"it has more than {MostSheets:N0} sheets. Export those you need as CSV and name them.");
        }

        do
        {
            Sheet(book, to);
            to.EndPart(NameOf(book), Format);
        }
        while (book.NextResult());
    }

    /// <summary>Writes the rows up to the last one with something in it.</summary>
    private static void Sheet(IExcelDataReader sheet, Conversion to)
    {
        var csv = new CsvText(to);
        var empty = 0;
        for (var row = 0; sheet.Read(); row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                to.Check();
            }

            if (IsEmpty(sheet))
            {
                // Written when something follows, so that line and row numbers stay the same.
                empty++;
                continue;
            }

            for (; empty > 0; empty--)
            {
                csv.EndRow();
            }

            for (var column = 0; column < sheet.FieldCount; column++)
            {
                csv.Cell(TextOf(sheet.GetValue(column)));
            }

            csv.EndRow();
        }
    }

    private static bool IsEmpty(IExcelDataReader sheet)
    {
        for (var column = 0; column < sheet.FieldCount; column++)
        {
            if (sheet.GetValue(column) is not (null or ""))
            {
                return false;
            }
        }

        return true;
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "TRUE" : "FALSE",
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string NameOf(IExcelDataReader sheet)
    {
        var name = sheet.Name.Replace('/', '_').Replace('\\', '_').Trim();
        return (name.Length == 0 ? "Sheet" : name) + ".csv";
    }
}
