namespace Rlm.Documents.Formats;

/// <summary>The values of one column in one row group, one after the other.</summary>
/// <param name="values">The values that are there.</param>
/// <param name="mostDefinition">The level of definition of a value that is there.</param>
/// <param name="definitions">How much of each entry is there; null when all of each is.</param>
/// <param name="repetitions">What each entry goes on with; null when each begins a row.</param>
internal sealed class ParquetColumn(ParquetValues values, int mostDefinition, int[]? definitions, int[]? repetitions)
{
    private int _entry;
    private int _value;

    /// <summary>Whether its values stand in JSON without quotes.</summary>
    public bool IsNumber => values.IsNumber;

    /// <summary>How much of the next value is there.</summary>
    public int Definition => definitions is null ? mostDefinition
        : _entry < definitions.Length ? definitions[_entry]
        : throw Ended();

    /// <summary>What the next value goes on with: 0 for a new row.</summary>
    public int Repetition => repetitions is not null && _entry < repetitions.Length ? repetitions[_entry] : 0;

    /// <summary>The next value as text, or null where there is none.</summary>
    public string? Next()
    {
        var isThere = Definition >= mostDefinition;
        _entry++;
        return !isThere ? null : _value < values.Count ? values.Text(_value++) : throw Ended();
    }

    private static InvalidDataException Ended() => new("a column has fewer values than the table has rows.");
}
