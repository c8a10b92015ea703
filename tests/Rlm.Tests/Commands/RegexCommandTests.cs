namespace Rlm.Tests.Commands;

public sealed class RegexCommandTests
{
    [Theory]
    [InlineData("^beta", "beta 12 ms\n")]
    [InlineData("ms$", "alpha 7 ms\nbeta 12 ms\n")]
    [InlineData("\\\\d{2}", "beta 12 ms\n")]
    [InlineData("(?i)ALPHA|gamma", "alpha 7 ms\ngamma\n")]
    [InlineData("^$", "\n")]
    public async Task Patterns_hold_within_lines(string pattern, string expected)
    {
        using var bench = new CommandBench(("a.log", "alpha 7 ms\nbeta 12 ms\n\ngamma\n"));
        Assert.Equal(expected, await bench.KeepAsync($$"""{"op":"regex","pattern":"{{pattern}}"}"""));
    }

    [Theory]
    [InlineData("a[^x]*c", "a b c\nac\n")]
    [InlineData("a\\\\s*c", "ac\n")]
    [InlineData("q\\\\s", "")]
    public async Task A_match_does_not_reach_into_the_next_line(string pattern, string expected)
    {
        using var bench = new CommandBench(("a.txt", "a\nc\na b c\nq\nac\n"));
        Assert.Equal(expected, await bench.KeepAsync($$"""{"op":"regex","pattern":"{{pattern}}"}"""));
    }

    [Fact]
    public async Task The_end_of_a_line_is_found_in_files_from_windows()
    {
        using var bench = new CommandBench(("a.log", "one ERROR\r\nERROR two\r\nthree ERROR\n"));
        Assert.Equal("one ERROR\r\nthree ERROR\n", await bench.KeepAsync("""{"op":"regex","pattern":"ERROR$"}"""));
        Assert.Equal("ERROR two\r\n", await bench.KeepAsync("""{"op":"regex","pattern":"^ERROR"}"""));
    }

    [Theory]
    [InlineData("(a)\\\\1")]
    [InlineData("(?=x)")]
    [InlineData("(?<!x)y")]
    [InlineData("(?>a)b")]
    public async Task What_needs_backtracking_is_refused_with_a_way_out(string pattern)
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        var said = await bench.FailAsync($$"""{"op":"regex","pattern":"{{pattern}}"}""", "invalid_arguments");
        Assert.Contains("not available", said);
        Assert.Contains("\"op\":\"regex\"", said);
    }

    [Fact]
    public async Task A_pattern_that_would_take_exponential_time_elsewhere_ends()
    {
        using var bench = new CommandBench(("a.txt", new string('a', 50_000) + "b\n"));
        Assert.Equal(string.Empty, await bench.KeepAsync("""{"op":"regex","pattern":"^(a+)+$"}"""));
    }

    [Fact]
    public async Task A_pattern_that_cannot_be_read_is_explained()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        var said = await bench.FailAsync("""{"op":"regex","pattern":"(unclosed"}""", "invalid_arguments");
        Assert.Contains("cannot be read", said);
        Assert.Contains("\\\\d+", said);
    }

    [Fact]
    public async Task Index_terms_refuses_the_same_patterns()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        Assert.Contains("not available", await bench.FailAsync("""{"op":"index_terms","pattern":"(a)\\1"}""", "invalid_arguments"));
    }
}
