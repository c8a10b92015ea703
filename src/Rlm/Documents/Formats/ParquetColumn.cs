using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Parquet;
using Parquet.Data;
using Parquet.File.Values.Primitives;
using Parquet.Schema;

namespace Rlm.Documents.Formats;

/// <summary>The values of one column in one row group, one after the other.</summary>
internal sealed class ParquetColumn : IDisposable
{
    private readonly DataField _field;
    private readonly RawColumnData _raw;
    private readonly Func<int, string> _text;
    private int _entry;
    private int _value;

    private ParquetColumn(DataField field, RawColumnData raw)
    {
        (_field, _raw) = (field, raw);
        (_text, IsNumber) = Texts(field, raw);
    }

    /// <summary>Whether its values stand in JSON without quotes.</summary>
    public bool IsNumber { get; }

    /// <summary>How much of the next value is there.</summary>
    public int Definition => _field.MaxDefinitionLevel == 0 ? 0
        : _raw.DefinitionLevels is var levels && _entry < levels.Length ? levels[_entry]
        : throw Ended();

    /// <summary>What the next value goes on with: 0 for a new row.</summary>
    public int Repetition => _field.MaxRepetitionLevel > 0 && _raw.RepetitionLevels is var levels && _entry < levels.Length ? levels[_entry] : 0;

    public static ParquetColumn Read(DataField field, ParquetRowGroupReader rows) =>
        new(field, rows.ReadRawColumnDataBaseAsync(field).AsTask().GetAwaiter().GetResult());

    /// <summary>The next value as text, or null where there is none.</summary>
    public string? Next()
    {
        var isThere = Definition >= _field.MaxDefinitionLevel;
        _entry++;
        return isThere ? _text(_value++) : null;
    }

    public void Dispose() => _raw.Dispose();

    private static InvalidDataException Ended() => new("a column has fewer values than the table has rows.");

    private static (Func<int, string> Text, bool IsNumber) Texts(DataField field, RawColumnData raw) => raw switch
    {
        RawColumnData<ReadOnlyMemory<char>> text => (Of(text, value => value.ToString()), false),
        RawColumnData<ReadOnlyMemory<byte>> bytes => (Of(bytes, value => OfBytes(value.Span)), false),
        RawColumnData<bool> truth => (Of(truth, value => value ? "true" : "false"), true),
        RawColumnData<DateTime> time => (Of(time, value => OfTime(value, field)), false),
        RawColumnData<DateOnly> date => (Of(date, value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), false),
        RawColumnData<TimeOnly> time => (Of(time, value => value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)), false),
        RawColumnData<TimeSpan> span => (Of(span, value => value.ToString("c", CultureInfo.InvariantCulture)), false),
        RawColumnData<Guid> id => (Of(id, value => value.ToString()), false),
        RawColumnData<Interval> interval => (Of(interval, OfInterval), false),
        RawColumnData<BigDecimal> number => (Of(number, value => value.ToString()), true),
        RawColumnData<sbyte> number => Number(number),
        RawColumnData<byte> number => Number(number),
        RawColumnData<short> number => Number(number),
        RawColumnData<ushort> number => Number(number),
        RawColumnData<int> number => Number(number),
        RawColumnData<uint> number => Number(number),
        RawColumnData<long> number => Number(number),
        RawColumnData<ulong> number => Number(number),
        RawColumnData<Half> number => Number(number),
        RawColumnData<float> number => Number(number),
        RawColumnData<double> number => Number(number),
        RawColumnData<decimal> number => Number(number),
        RawColumnData<System.Numerics.BigInteger> number => Number(number),
        _ => throw new NotSupportedException($"the column '{field.Name}' has values of a type that is not known ({field.ClrType.Name})."),
    };

    private static Func<int, string> Of<T>(RawColumnData<T> raw, Func<T, string> text)
        where T : struct => at => raw.Values is var values && at < values.Length ? text(values[at]) : throw Ended();

    private static (Func<int, string> Text, bool IsNumber) Number<T>(RawColumnData<T> raw)
        where T : struct, IFormattable => (Of(raw, value => value.ToString(null, CultureInfo.InvariantCulture)), true);

    /// <summary>Bytes that no type says are text, but which older programs write for it.</summary>
    private static string OfBytes(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) && !Sniffer.HasControls(bytes) ? Encoding.UTF8.GetString(bytes) : System.Convert.ToBase64String(bytes);

    private static string OfTime(DateTime time, DataField field) => field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date }
        ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static string OfInterval(Interval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"P{interval.Months}M{interval.Days}DT{interval.Millis / 1000m}S");
}
