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
    public ParquetColumn Open(ParquetRowGroupReader rows) => _column = ParquetColumn.Read(field, rows);
}
