namespace Rlm.Documents.Formats;

/// <summary>The one converter of each format.</summary>
internal static class FormatTable
{
    private static readonly Dictionary<DocumentFormat, IDocumentFormat> All = new IDocumentFormat[]
    {
        new PdfFormat(), new WordFormat(), new ExcelFormat(), new ParquetFormat(), new HtmlFormat(), new EmailFormat(),
    }.ToDictionary(one => one.Format);

    /// <summary>Which format a guess may be; a container must be looked into to tell.</summary>
    public static IReadOnlyList<DocumentFormat> Possible(FormatGuess guess) => guess switch
    {
        FormatGuess.Pdf => [DocumentFormat.Pdf],
        FormatGuess.Parquet => [DocumentFormat.Parquet],
        FormatGuess.OfficeZip or FormatGuess.Compound => [DocumentFormat.Word, DocumentFormat.Excel],
        FormatGuess.Html => [DocumentFormat.Html],
        FormatGuess.Email => [DocumentFormat.Email],
        _ => [],
    };

    /// <summary>The converter for a file, or null when it is of no format after all.</summary>
    public static IDocumentFormat? Of(FormatGuess guess, Stream stream)
    {
        DocumentFormat? format = guess switch
        {
            FormatGuess.OfficeZip => OfficeContainer.InZip(stream),
            FormatGuess.Compound => OfficeContainer.InCompound(stream),
            _ => Possible(guess)[0],
        };
        return format is { } known ? All[known] : null;
    }

    public static IDocumentFormat Of(DocumentFormat format) => All[format];
}
