using Rlm.Documents;

namespace Rlm.Tests.Commands;

/// <summary>Lines that are longer than the windows in which a text is read.</summary>
public sealed class LongLineTests
{
    private const int Window = TextWindows.DefaultBytes;

    [Fact]
    public async Task A_line_counts_once_however_long_it_is()
    {
        // Each of the two lines holds the word in several windows.
        var line = string.Concat(Enumerable.Repeat("{\"level\":\"error\",\"text\":\"é漢😀\"},", 3 * Window / 36)) + "\n";
        using var bench = new CommandBench(("a.json", $"first\n{line}between\n{line}last error\n"));
        foreach (var command in new[] { """{"op":"find","text":"ERROR"}""", """{"op":"regex","pattern":"error"}""" })
        {
            Assert.StartsWith("3 matching lines", await bench.ShowAsync(command), StringComparison.Ordinal);
            Assert.Contains("\n4: last error\n", await bench.ShowAsync(command));
            Assert.Equal($"{line}{line}last error\n", await bench.KeepAsync(command));
        }
    }

    [Fact]
    public async Task A_match_may_lie_anywhere_in_a_long_line()
    {
        for (var before = Window - 6; before <= Window + 1; before++)
        {
            using var bench = new CommandBench(("a.txt", $"{new string(' ', before)}needle{new string(' ', Window)}\nx\n"));
            Assert.StartsWith("1 matching lines", await bench.ShowAsync("""{"op":"find","text":"needle"}"""), StringComparison.Ordinal);
            Assert.StartsWith("1 matching lines", await bench.ShowAsync("""{"op":"regex","pattern":"ne+dle"}"""), StringComparison.Ordinal);
            Assert.Equal("1\tneedle\n1\tx\n", await bench.KeepAsync("""{"op":"index_terms"}"""));
        }
    }

    [Fact]
    public async Task The_ends_of_a_line_are_those_of_the_line_and_not_of_a_window()
    {
        using var bench = new CommandBench(("a.txt", $"a{new string('b', 5 * Window)}c\nb\n"));
        Assert.Equal("b\n", await bench.KeepAsync("""{"op":"regex","pattern":"^b"}"""));
        Assert.Equal("b\n", await bench.KeepAsync("""{"op":"regex","pattern":"b$"}"""));
        Assert.StartsWith("1 matching lines", await bench.ShowAsync("""{"op":"regex","pattern":"^ab+c$"}"""), StringComparison.Ordinal);
        Assert.Equal("1\tb\n", await bench.KeepAsync("""{"op":"index_terms","pattern":"^b+$"}"""));
    }

    [Fact]
    public async Task A_line_beyond_the_bound_is_refused_with_a_way_out()
    {
        using var bench = new CommandBench(("a.txt", "needle\n" + new string('a', (64 << 20) + 1)));
        foreach (var command in new[] { """{"op":"find","text":"needle"}""", """{"op":"regex","pattern":"needle"}""", """{"op":"index_terms"}""" })
        {
            var said = await bench.FailAsync(command, "too_long");
            Assert.Contains("64 MiB", said);
            Assert.Contains("rust_wasm", said);
        }
    }
}
