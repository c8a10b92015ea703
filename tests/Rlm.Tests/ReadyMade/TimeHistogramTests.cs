using System.Text.RegularExpressions;
using static Rlm.Tests.ReadyMade.ReadyMadeBench;

namespace Rlm.Tests.ReadyMade;

public sealed class TimeHistogramTests
{
    [Fact]
    public async Task Lines_of_a_log_fall_into_minutes()
    {
        var text = await SampleAsync("access.log");
        var expected = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Regex.Match(line, @"\[(\d+)/Nov/(\d+):(\d\d:\d\d)").Groups)
            .GroupBy(g => $"{g[2].Value}-11-{g[1].Value} {g[3].Value}").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}\t{g.Count()}\n");
        var minutes = await KeepAsync("time_histogram", """{"by":"minute"}""", text);
        Assert.Equal(string.Concat(expected), minutes);
        Assert.StartsWith("2026-11-23 12:29\t120\n2026-11-23 12:30\t919\n2026-11-23 12:31\t785\n", minutes, StringComparison.Ordinal);
        Assert.Equal("2026-11-23\t7666\n", await KeepAsync("time_histogram", """{"by":"day"}""", text));
        Assert.Equal("2026-11\t7666\n", await KeepAsync("time_histogram", """{"by":"month","form":"apache"}""", text));
    }

    [Fact]
    public async Task Epochs_are_times_of_utc()
    {
        // Only times: some codes of events could be times too.
        var rows = (await SampleAsync("earthquakes.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')).ToList();
        var text = string.Concat(rows.Select(r => $"{r[1]},{r[2]}\n"));
        var expected = rows.Select(r => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(r[1], System.Globalization.CultureInfo.InvariantCulture)))
            .GroupBy(t => t.ToString("yyyy-MM-dd HH':00'", System.Globalization.CultureInfo.InvariantCulture))
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}\t{g.Count()}\n");
        Assert.Equal(string.Concat(expected), await KeepAsync("time_histogram", """{"form":"epoch"}""", text));
    }

    [Theory]
    [InlineData("2024-02-29T23:59:58.123Z x", "2024-02-29 23:59:58")]
    [InlineData("at 2024-02-29 23:59:58,123 x", "2024-02-29 23:59:58")]
    [InlineData("{\"ts\":\"2024-02-29T23:59:58+02:00\"}", "2024-02-29 23:59:58")]
    [InlineData("2024/02/29 23:59:58 [error] 7#7", "2024-02-29 23:59:58")]
    [InlineData("1.2.3.4 - - [29/Feb/2024:23:59:58 +0000] \"GET", "2024-02-29 23:59:58")]
    [InlineData("Feb 29 23:59:58 host sshd[1]: x", "02-29 23:59:58")]
    [InlineData("<34>Feb  9 03:09:08 host x", "02-09 03:09:08")]
    [InlineData("1709251198 x", "2024-02-29 23:59:58")]
    [InlineData("{\"t\":1709251198123}", "2024-02-29 23:59:58")]
    [InlineData("[1709251198.123456] x", "2024-02-29 23:59:58")]
    [InlineData("2024-02-29T23:59Z", "2024-02-29 23:59:00")]
    [InlineData("4102444799", "2099-12-31 23:59:59")]
    public async Task Forms_of_time_are_known(string line, string time) =>
        Assert.Equal($"{time}\t1\n", await KeepAsync("time_histogram", """{"by":"second"}""", line));

    [Theory]
    [InlineData("2024-13-29T23:59:58")]
    [InlineData("2024-02-29T24:59:58")]
    [InlineData("12024-02-29T23:59:58")]
    [InlineData("2024-02-29")]
    [InlineData("12345678901")]
    [InlineData("x1709251198")]
    [InlineData("5102444800")]
    [InlineData("Feb 39 23:59:58")]
    [InlineData("29/Feb/2024:23")]
    [InlineData("")]
    [InlineData("äöü 2024")]
    public async Task What_is_no_time_is_none(string line) =>
        Assert.Equal("2024-01-01 00:00:00\t1\n", await KeepAsync("time_histogram", """{"by":"second"}""", line + "\n2024-01-01T00:00:00\n"));

    [Fact]
    public async Task Lines_without_a_time_are_told()
    {
        var said = await ShowAsync("time_histogram", """{"by":"day"}""", "2024-01-31 started\n  at main()\n\n2024-02-01T10:00:00 ended\n");
        Assert.StartsWith("2024-01-31\t1\n2024-02-01\t1\n", said, StringComparison.Ordinal);
        Assert.Contains("lines: 2 with a timestamp of the form iso, 2 without a timestamp", said, StringComparison.Ordinal);
        Assert.Contains("left out 1 lines, such as:\n  at main()", said, StringComparison.Ordinal);
    }
}
