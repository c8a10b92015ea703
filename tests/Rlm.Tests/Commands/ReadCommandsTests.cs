namespace Rlm.Tests.Commands;

public sealed class ReadCommandsTests
{
    private const string Log = "alpha ok\nbeta FAILED\ngamma Failed é😀\ndelta ok\n";

    [Theory]
    [InlineData("""{"op":"slice","start":0,"end":5}""", "alpha")]
    [InlineData("""{"op":"slice","end":5}""", "alpha")]
    [InlineData("""{"op":"slice","start":-9,"end":-4}""", "delta")]
    [InlineData("""{"op":"slice","start":34,"end":36}""", "é😀")]
    [InlineData("""{"op":"slice","start":-3}""", "ok\n")]
    [InlineData("""{"op":"slice","start":"6","end":"8"}""", "ok")]
    [InlineData("""{"op":"slice","start":9,"end":3}""", "(empty)")]
    [InlineData("""{"op":"slice","start":1000,"end":9000000000000}""", "(empty)")]
    [InlineData("""{"op":"slice","start":-9000000000000,"end":5}""", "alpha")]
    [InlineData("""{"op":"lines","start":1,"end":2}""", "beta FAILED\n")]
    [InlineData("""{"op":"lines","start":-1}""", "delta ok\n")]
    [InlineData("""{"op":"lines","start":0,"end":-3}""", "alpha ok\n")]
    [InlineData("""{"op":"lines","start":7}""", "(empty)")]
    [InlineData("""{"op":"len"}""", "46 characters, 50 bytes, 4 lines")]
    public async Task Parts_and_lengths_are_by_character_and_line(string command, string expected)
    {
        using var bench = new CommandBench(("a.log", Log));
        Assert.Equal(expected, await bench.ShowAsync(command));
    }

    [Theory]
    [InlineData("lines", "4")]
    [InlineData("line", "4")]
    [InlineData("words", "9")]
    [InlineData("chars", "46")]
    [InlineData("characters", "46")]
    [InlineData("bytes", "50")]
    [InlineData("matches", "4")]
    public async Task Count_counts_what_it_is_asked_for(string what, string expected)
    {
        using var bench = new CommandBench(("a.log", Log));
        Assert.Equal(expected, await bench.ShowAsync($$"""{"op":"count","what":"{{what}}"}"""));
    }

    [Fact]
    public async Task Count_counts_lines_when_nothing_is_said()
    {
        using var bench = new CommandBench(("a.log", Log));
        Assert.Equal("4", await bench.ShowAsync("""{"op":"count"}"""));
    }

    [Fact]
    public async Task Len_keeps_the_number_of_characters_alone()
    {
        using var bench = new CommandBench(("a.log", Log));
        Assert.Equal("46", await bench.KeepAsync("""{"op":"len"}"""));
    }

    [Fact]
    public async Task Find_ignores_case_and_keeps_the_lines_as_they_are()
    {
        using var bench = new CommandBench(("a.log", Log));
        Assert.Equal("beta FAILED\ngamma Failed é😀\n", await bench.KeepAsync("""{"op":"find","text":"failed"}"""));
        Assert.Equal(
            "2 matching lines, each after its line number from 0\n1: beta FAILED\n2: gamma Failed é😀\n",
            await bench.ShowAsync("""{"op":"find","text":"failed"}"""));
        Assert.Equal("2", await bench.ShowAsync("""{"op":"count","on":"kept","what":"matches"}"""));
        Assert.Equal("0 matching lines\n", await bench.ShowAsync("""{"op":"find","text":"nowhere"}"""));
    }

    [Fact]
    public async Task Find_looks_for_a_text_and_not_for_a_pattern()
    {
        using var bench = new CommandBench(("a.txt", "a.c\nabc\n[x]\n"));
        Assert.Equal("a.c\n", await bench.KeepAsync("""{"op":"find","text":"a.c"}"""));
        Assert.Equal("[x]\n", await bench.KeepAsync("""{"op":"find","text":"[X]"}"""));
    }

    [Fact]
    public async Task Split_keeps_one_part_a_line()
    {
        using var bench = new CommandBench(("a.txt", "one;two\nthree;four"));
        Assert.Equal("one\ntwo three\nfour\n", await bench.KeepAsync("""{"op":"split","delimiter":";"}"""));
        Assert.StartsWith("3 parts, one a line\n", await bench.ShowAsync("""{"op":"split","delimiter":";"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_terms_orders_by_count_and_then_by_term()
    {
        using var bench = new CommandBench(("a.txt", "b a b c a\nb É é\n"));
        Assert.Equal("3\tb\n2\ta\n1\tc\n1\tÉ\n1\té\n", await bench.KeepAsync("""{"op":"index_terms"}"""));
        Assert.Equal("3\tb\n2\ta\n", await bench.KeepAsync("""{"op":"index_terms","min_count":2}"""));
        Assert.Equal("3\tb\n", await bench.KeepAsync("""{"op":"index_terms","max_terms":"1"}"""));
        Assert.Equal("2\ta\n1\tc\n", await bench.KeepAsync("""{"op":"index_terms","pattern":"[ac]"}"""));
    }

    [Fact]
    public async Task Documents_lists_names_and_sizes()
    {
        using var bench = new CommandBench(("a.txt", "x\n"), ("logs/b.log", "1\n2\n3"));
        Assert.Equal(
            "a.txt  2 bytes, 1 lines\nlogs/b.log  5 bytes, 3 lines\n", await bench.ShowAsync("""{"op":"documents"}"""));
    }

    [Fact]
    public async Task Empty_documents_are_no_trouble_to_any_command()
    {
        using var bench = new CommandBench(("empty.txt", string.Empty));
        Assert.Equal("(empty)", await bench.ShowAsync("""{"op":"slice"}"""));
        Assert.Equal("(empty)", await bench.ShowAsync("""{"op":"lines"}"""));
        Assert.Equal("0", await bench.ShowAsync("""{"op":"count"}"""));
        Assert.Equal("0 characters, 0 bytes, 0 lines", await bench.ShowAsync("""{"op":"len"}"""));
        Assert.Equal("0 matching lines\n", await bench.ShowAsync("""{"op":"regex","pattern":""}"""));
        Assert.Equal("0 different terms\n(empty)", await bench.ShowAsync("""{"op":"index_terms"}"""));
    }
}
