using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Rlm.Documents.Formats;

/// <summary>Parquet: CSV with a header; what is nested is JSON in its cell.</summary>
/// <remarks>The file is read row group by row group, of which one is in memory at a time.</remarks>
internal sealed class ParquetFormat : IDocumentFormat
{
    /// <summary>Values of a row group, all columns together; a million rows of a hundred columns are as many.</summary>
    private const long MostValues = 128L << 20;

    /// <summary>Bytes of a row group without its compression.</summary>
    private const long MostGroupBytes = 2L << 30;

    private const int RowsBetweenChecks = 1_000;

    public DocumentFormat Format => DocumentFormat.Parquet;

    /// <summary>Only a row group is in memory, so that the file may have any size.</summary>
    public long MaxBytes => long.MaxValue;

    public void Convert(Stream stream, Conversion to)
    {
        // The library's calls are asynchronous, its work is not: the stream is read on this thread.
        var reader = ParquetReader.CreateAsync(stream, leaveStreamOpen: true).GetAwaiter().GetResult();
        try
        {
            var columns = reader.Schema.Fields.Select(field => ParquetField.Of(field, 0)).ToList();
            var csv = new CsvText(to);
            foreach (var column in columns)
            {
                csv.Cell(column.Name);
            }

            csv.EndRow();
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                to.Check();
                using var rows = reader.OpenRowGroupReader(group);
                Group(rows, reader.Schema, columns, csv, to);
            }
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        to.EndPart("", Format);
    }

    private static void Group(
        ParquetRowGroupReader rows, ParquetSchema schema, List<ParquetField> columns, CsvText csv, Conversion to)
    {
        CheckSize(rows, schema);
        foreach (var leaf in columns.SelectMany(column => column.Leaves))
        {
            to.Check();
            leaf.Read(rows);
        }

        for (var row = 0L; row < rows.RowCount; row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                to.Check();
            }

            foreach (var column in columns)
            {
                csv.Cell(column.NextCell());
            }

            csv.EndRow();
        }
    }

    private static void CheckSize(ParquetRowGroupReader rows, ParquetSchema schema)
    {
        var (values, bytes) = (0.0, 0.0);
        foreach (var field in schema.GetDataFields())
        {
            var facts = rows.GetMetadata(field)?.MetaData;
            values += Math.Max(facts?.NumValues ?? 0, rows.RowCount);
            bytes += facts?.TotalUncompressedSize ?? 0;
        }

        if (values > MostValues || bytes > MostGroupBytes)
        {
            throw NotConvertedException.TooLarge(string.Create(
                CultureInfo.InvariantCulture,
                $"one of its row groups has {values:N0} values in {bytes:N0} bytes, and a group is read into memory: at most {MostValues:N0} in {MostGroupBytes:N0}. Write it with smaller row groups."));
        }
    }
}
