using System.Globalization;
using static Rlm.Tests.ReadyMade.ReadyMadeBench;

namespace Rlm.Tests.ReadyMade;

/// <summary>csv_stats. What is written as digits was computed with Python's csv module over the same file.</summary>
public sealed class CsvStatsTests
{
    [Fact]
    public async Task A_column_of_texts()
    {
        var text = await KeepOfSampleAsync("csv_stats", """{"column":"state","top":3}""", "airports.csv");
        Assert.Equal("column\tstate\ntype\ttext\ncount\t3376\nempty\t0\ndistinct\t57\ntop values\n263\tAK\n209\tTX\n205\tCA\n", text);
    }

    [Fact]
    public async Task A_column_of_numbers()
    {
        var latitude = Table(await KeepOfSampleAsync("csv_stats", """{"column":5,"top":0}""", "airports.csv"));
        Assert.Equal(("latitude", "number", "3376", "3375"), (latitude["column"], latitude["type"], latitude["count"], latitude["distinct"]));
        Assert.Equal(("7.367222", "71.2854475"), (latitude["min"], latitude["max"]));
        Assert.Equal(40.03652362552429, double.Parse(latitude["mean"], CultureInfo.InvariantCulture), 1e-12);

        var speed = Table(await KeepOfSampleAsync("csv_stats", """{"column":"speed ias in knots","top":0}""", "birdstrikes.csv"));
        Assert.Equal(("7164", "2836", "122"), (speed["count"], speed["empty"], speed["distinct"]));
        Assert.Equal(("0", "350", "1099926"), (speed["min"], speed["max"], speed["sum"]));
    }

    [Fact]
    public async Task A_column_of_dates()
    {
        var dates = Table(await KeepOfSampleAsync("csv_stats", """{"column":"date","top":0}""", "weather.csv"));
        Assert.Equal(("date", "2922", "1461", "2012-01-01", "2015-12-31"), (dates["type"], dates["count"], dates["distinct"], dates["min"], dates["max"]));
    }

    [Fact]
    public async Task Quoted_fields_may_hold_the_delimiter()
    {
        var text = await KeepOfSampleAsync("csv_stats", """{"column":"place","top":3}""", "earthquakes.csv");
        Assert.Contains("count\t1707\nempty\t0\ndistinct\t1219\n", text, StringComparison.Ordinal);
        Assert.EndsWith("48\t9km NE of Aguanga, CA\n35\t10km NE of Aguanga, CA\n19\t4km E of Mammoth Lakes, CA\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_column_there_is_a_line_for_each()
    {
        var lines = (await KeepOfSampleAsync("csv_stats", "{}", "flights.csv")).TrimEnd('\n').Split('\n');
        Assert.Equal(["column", "origin", "destination", "count"], lines.Select(l => l.Split('\t')[0]));
        Assert.Equal(["type", "text", "text", "number"], lines.Select(l => l.Split('\t')[1]));
    }

    [Theory]
    [InlineData("a,b\n\"x\ny\",1\n\"say \"\"hi\"\"\",2\n", """{"column":"a"}""", "1\tsay \"hi\"\n1\tx\\ny\n")]
    [InlineData("a;b\r\n1;\r\n\r\n2;x\r\n", """{"column":"b"}""", "empty\t1\ndistinct\t1\ntop values\n1\tx\n")]
    [InlineData("\uFEFF\"a b\"\t\"c\"\n1\t2\n", """{"column":"a b"}""", "min\t1\nmax\t1\n")]
    [InlineData("1|x\n2|y\n", """{"column":1,"header":false}""", "distinct\t2\ntop values\n1\tx\n1\ty\n")]
    [InlineData("a.b\n1.2\n", """{"column":"b","delimiter":"."}""", "min\t2\n")]
    [InlineData("a\tb\n1\t2\n", """{"column":"b","delimiter":"tab"}""", "min\t2\n")]
    [InlineData("a,b\n5\" pipe,1\n6\" pipe,2\n", """{"column":"a"}""", "1\t5\" pipe\n1\t6\" pipe\n")]
    [InlineData("a,b\nyes,1\nNo,2\n", """{"column":"a"}""", "type\tboolean")]
    [InlineData("a,b\n1,1\nx,2\n", """{"column":"a"}""", "type\tmixed\ncount\t2\nempty\t0\ndistinct\t2\nnumbers\t1\nmin\t1\n")]
    [InlineData("a,b\n,1\n,2\n", """{"column":"a"}""", "type\tempty\ncount\t0\nempty\t2\n")]
    [InlineData("a,b\n1\n2,3\n4,5,6\n", """{"column":"b"}""", "type\tnumber\ncount\t2\nempty\t1\n")]
    public async Task Tables_of_all_kinds_are_read(string table, string args, string expected) =>
        Assert.Contains(expected, await KeepAsync("csv_stats", args, table), StringComparison.Ordinal);

    [Fact]
    public async Task Files_with_one_header_may_stand_one_after_the_other() =>
        Assert.Contains("count\t3\nempty\t0\ndistinct\t3\n", await KeepAsync("csv_stats", """{"column":"a"}""", "a,b\n1,2\n3,4\na,b\n5,6\n"), StringComparison.Ordinal);

    [Fact]
    public async Task Rows_of_another_width_are_told() =>
        Assert.Contains("2 rows have more or fewer than 2 fields", await ShowAsync("csv_stats", "{}", "a,b\n1\n2,3\n4,5,6\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_quote_without_an_end_is_told()
    {
        var said = await ShowAsync("csv_stats", """{"column":"b"}""", "a,b\n1,2\n3,\"4\n5,6\n");
        Assert.Contains("the last quoted field has no end", said, StringComparison.Ordinal);
        Assert.Contains("count\t2\n", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"column":"c"}""", "there is no column \"c\". The columns are: a, b.")]
    [InlineData("""{"column":2}""", "there is no column 2.")]
    [InlineData("""{"delimiter":"::"}""", "`delimiter` is one character")]
    public async Task A_column_that_is_not_there_is_answered_with_those_that_are(string args, string said) =>
        Assert.Contains(said, await FailAsync("csv_stats", args, "a,b\n1,2\n"), StringComparison.Ordinal);
}
