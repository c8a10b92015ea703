namespace Rlm.Documents.Formats;

/// <summary>Parquet: to be written.</summary>
internal sealed class ParquetFormat : IDocumentFormat
{
    public DocumentFormat Format => DocumentFormat.Parquet;

    public long MaxBytes => long.MaxValue;

    public void Convert(Stream stream, Conversion to) => throw new NotSupportedException();
}
