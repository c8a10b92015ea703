using Parquet;
using Parquet.Schema;

namespace Rlm.Documents.Formats;

/// <summary>A column of plain values, and what is open of it.</summary>
internal sealed class ParquetLeaf(DataField field)
{
    private ParquetColumn? _column;

    /// <summary>Whether a row may have several values that no list holds, as older programs write lists.</summary>
    public bool IsRepeated { get; } = field.IsArray;

    public ParquetColumn Column => _column ?? throw new InvalidOperationException("The column was not opened.");

    /// <summary>Reads its values of a row group.</summary>
    public void Read(ParquetRowGroupReader rows)
    {
        var entries = checked((int)Math.Max(0, rows.GetMetadata(field)?.MetaData?.NumValues ?? rows.RowCount));
        var definitions = field.MaxDefinitionLevel > 0 ? new int[entries] : null;
        var repetitions = field.MaxRepetitionLevel > 0 ? new int[entries] : null;
        var values = ParquetValues.Read(new(field, rows, entries, definitions, repetitions));
        _column = new(values, field.MaxDefinitionLevel, definitions, repetitions);
    }
}
