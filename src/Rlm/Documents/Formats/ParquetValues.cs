using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Parquet;
using Parquet.Data;
using Parquet.File.Values.Primitives;
using Parquet.Schema;

namespace Rlm.Documents.Formats;

/// <summary>Values of a column in memory, as text one by one.</summary>
/// <param name="Count">How many there is room for.</param>
/// <param name="IsNumber">Whether they stand in JSON without quotes.</param>
/// <param name="Text">The text of one.</param>
internal sealed record ParquetValues(int Count, bool IsNumber, Func<int, string> Text)
{
    /// <summary>Reads a column.</summary>
    /// <remarks>
    /// Each type stands here by itself: the library's way to read any type makes generic methods at run time, which a native
    /// program cannot.
    /// </remarks>
    public static ParquetValues Read(Source source) => source.Field.ClrType switch
    {
        var type when type == typeof(ReadOnlyMemory<char>) => Of<ReadOnlyMemory<char>>(source, value => value.ToString()),
        var type when type == typeof(ReadOnlyMemory<byte>) => Of<ReadOnlyMemory<byte>>(source, value => OfBytes(value.Span)),
        var type when type == typeof(bool) => Of<bool>(source, value => value ? "true" : "false") with { IsNumber = true },
        var type when type == typeof(DateTime) => Of<DateTime>(source, value => OfTime(value, source.Field)),
        var type when type == typeof(DateOnly) => Of<DateOnly>(source, value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        var type when type == typeof(TimeOnly) => Of<TimeOnly>(source, value => value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        var type when type == typeof(TimeSpan) => Of<TimeSpan>(source, value => value.ToString("c", CultureInfo.InvariantCulture)),
        var type when type == typeof(Guid) => Of<Guid>(source, value => value.ToString()),
        var type when type == typeof(Interval) => Of<Interval>(source, OfInterval),
        var type when type == typeof(BigDecimal) => Of<BigDecimal>(source, value => value.ToString()) with { IsNumber = true },
        var type when type == typeof(sbyte) => Number<sbyte>(source),
        var type when type == typeof(byte) => Number<byte>(source),
        var type when type == typeof(short) => Number<short>(source),
        var type when type == typeof(ushort) => Number<ushort>(source),
        var type when type == typeof(int) => Number<int>(source),
        var type when type == typeof(uint) => Number<uint>(source),
        var type when type == typeof(long) => Number<long>(source),
        var type when type == typeof(ulong) => Number<ulong>(source),
        var type when type == typeof(Half) => Number<Half>(source),
        var type when type == typeof(float) => Number<float>(source),
        var type when type == typeof(double) => Number<double>(source),
        var type when type == typeof(decimal) => Number<decimal>(source),
        var type when type == typeof(BigInteger) => Number<BigInteger>(source),
        var type => throw new NotSupportedException($"the column '{source.Field.Name}' has values of a type that is not known ({type.Name})."),
    };

    /// <summary>Where a column is read from, and what takes its levels.</summary>
    public sealed record Source(DataField Field, ParquetRowGroupReader Rows, int Entries, int[]? Definitions, int[]? Repetitions);

    private static ParquetValues Of<T>(Source source, Func<T, string> text)
        where T : struct
    {
        var values = new T[source.Entries];
        source.Rows.ReadRawAsync<T>(
            source.Field,
            values,
            Optional(source.Definitions),
            Optional(source.Repetitions),
            CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return new(values.Length, false, at => text(values[at]));
    }

    /// <summary>No levels are null; an array that is null would become a memory of no bytes.</summary>
    private static Memory<int>? Optional(int[]? levels) => levels is null ? (Memory<int>?)null : levels.AsMemory();

    private static ParquetValues Number<T>(Source source)
        where T : struct, IFormattable => Of<T>(source, value => value.ToString(null, CultureInfo.InvariantCulture)) with { IsNumber = true };

    /// <summary>Bytes that no type says are text, but which older programs write for it.</summary>
    private static string OfBytes(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) && !Sniffer.HasControls(bytes) ? Encoding.UTF8.GetString(bytes) : Convert.ToBase64String(bytes);

    private static string OfTime(DateTime time, DataField field) => time.ToString(
        field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date } ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static string OfInterval(Interval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"P{interval.Months}M{interval.Days}DT{interval.Millis / 1000m}S");
}
