using System.Globalization;
using System.Text.RegularExpressions;
using static Rlm.Tests.ReadyMade.ReadyMadeBench;

namespace Rlm.Tests.ReadyMade;

/// <summary>group_count, numbers and unique. What is written as digits was computed by a Python script over the same file.</summary>
public sealed partial class PatternTests
{
    [Fact]
    public async Task Matches_are_counted_by_value()
    {
        // collections.Counter of re.findall(r'" (\d{3}) ', line) over the lines.
        const string statuses = "3664\t200\n3516\t304\n350\t404\n52\t405\n46\t206\n33\t403\n5\t301\n";
        Assert.Equal(statuses, await KeepOfSampleAsync("group_count", """{"pattern":"\" (\\d{3}) "}""", "access.log"));
        Assert.Equal("3664\t200\n3516\t304\n", await KeepOfSampleAsync("group_count", """{"pattern":"\" (\\d{3}) ","top":2}""", "access.log"));
        Assert.Equal("3664\t200\n3516\t304\n350\t404\n", await KeepOfSampleAsync("group_count", """{"pattern":"\" (\\d{3}) ","min":"100"}""", "access.log"));
        Assert.StartsWith(
            "1226\twhale\n268\twhales\n72\twhalemen\n",
            await KeepOfSampleAsync("group_count", """{"pattern":"(?i)\\bwhale\\w*","ignore_case":true}""", "moby-dick.txt"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_are_those_of_another_regex_engine()
    {
        var text = await SampleAsync("manuel.txt");
        var expected = text.Split('\n').SelectMany(line => Words().Matches(line)).GroupBy(m => m.Value, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()}\t{g.Key}\n");
        Assert.Equal(string.Concat(expected), await KeepAsync("group_count", """{"pattern":"[a-zé]{6,}","top":0}""", text));
    }

    [Theory]
    [InlineData("""{"pattern":"(\\w)=(\\w)"}""", "2\ta\n1\tb\n")]
    [InlineData("""{"pattern":"(\\w)=(\\w)","group":2}""", "1\tx\n1\ty\n1\tz\n")]
    [InlineData("""{"pattern":"(\\w)=(\\w)","group":"0"}""", "1\ta=x\n1\ta=y\n1\tb=z\n")]
    [InlineData("""{"pattern":"(\\w)=(?P<value>\\w)","group":"value"}""", "1\tx\n1\ty\n1\tz\n")]
    [InlineData("""{"pattern":"^.$"}""", "1\tc\n")]
    public async Task A_group_of_the_match_can_be_named(string args, string expected) =>
        Assert.Equal(expected, await KeepAsync("group_count", args, "a=x b=z\r\na=y\r\nc\r\n"));

    [Fact]
    public async Task Numbers_have_their_statistics()
    {
        // math.fsum, statistics.stdev and linear interpolation as numpy.percentile does it.
        var times = Table(await KeepOfSampleAsync("numbers", """{"pattern":"([\\d.]+)$"}""", "access.log"));
        Assert.Equal(("7666", "274.583", "0", "1.878"), (times["count"], times["sum"], times["min"], times["max"]));
        Assert.Equal(("0", "0.047", "0.228", "0.503"), (times["median"], times["p90"], times["p95"], times["p99"]));
        Assert.Equal(0.03581828854683016, Number(times["mean"]), 1e-15);
        Assert.Equal(0.14128188912654652, Number(times["stddev"]), 1e-15);

        var sizes = Table(await KeepOfSampleAsync("numbers", """{"pattern":"\" \\d{3} (\\d+)"}""", "access.log"));
        Assert.Equal(("7666", "277941393", "0", "1367027"), (sizes["count"], sizes["sum"], sizes["min"], sizes["max"]));
        Assert.Equal(("153", "95839", "187530", "408756"), (sizes["median"], sizes["p90"], sizes["p95"], sizes["p99"]));
        Assert.Equal(108325.65933334513, Number(sizes["stddev"]), 1e-7);
    }

    [Theory]
    [InlineData("1\n2\n3\n4\n", "2.5", "10")]
    [InlineData("1,234\n-5e1\r\n\n +2.5 \n", "2.5", "1186.5")]
    [InlineData("7", "7", "7")]
    public async Task A_number_a_line_needs_no_pattern(string text, string median, string sum)
    {
        var table = Table(await KeepAsync("numbers", "{}", text));
        Assert.Equal((median, sum), (table["median"], table["sum"]));
    }

    [Fact]
    public async Task What_is_no_number_is_left_out_and_told()
    {
        var said = await ShowAsync("numbers", "{}", "1\nn/a\n1,23,4\nNaN\ninf\n3\n");
        Assert.Contains("count\t2", said, StringComparison.Ordinal);
        Assert.Contains("left out 4 lines, such as:\nn/a\n1,23,4", said, StringComparison.Ordinal);
        Assert.Equal("count\t0\n", await KeepAsync("numbers", "{}", "none\n"));
    }

    [Fact]
    public async Task Different_values_are_listed_or_counted()
    {
        Assert.Equal("16", await KeepOfSampleAsync("unique", """{"pattern":"^\\S+","show":"count"}""", "access.log"));
        Assert.StartsWith("127.0.0.1\n127.0.0.10\n127.0.0.11\n", await KeepOfSampleAsync("unique", """{"pattern":"^\\S+"}""", "access.log"), StringComparison.Ordinal);

        // Whole lines: sort -u.
        var text = await SampleAsync("zitate.txt");
        var expected = text.TrimEnd('\n').Split('\n').Distinct().Select(System.Text.Encoding.UTF8.GetBytes)
            .Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).Select(b => System.Text.Encoding.UTF8.GetString(b) + "\n");
        Assert.Equal(string.Concat(expected), await KeepAsync("unique", "{}", text));
        Assert.Equal("a\nb\n", await KeepAsync("unique", """{"ignore_case":true}""", "B\na\nb\nA\n"));
    }

    [Theory]
    [InlineData("group_count", """{"pattern":"("}""", "`pattern` cannot be read")]
    [InlineData("group_count", """{"pattern":"(?=x)"}""", "no look-around")]
    [InlineData("numbers", """{"pattern":"(\\d)","group":2}""", "`pattern` has 1 groups")]
    [InlineData("unique", """{"pattern":"(\\d)","group":"year"}""", "`group` is \"year\"")]
    public async Task A_wrong_pattern_is_told(string module, string args, string said) =>
        Assert.Contains(said, await FailAsync(module, args, "1"), StringComparison.Ordinal);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("[a-zé]{6,}")]
    private static partial Regex Words();
}
