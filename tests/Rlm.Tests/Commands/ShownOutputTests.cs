using System.Globalization;

namespace Rlm.Tests.Commands;

public sealed class ShownOutputTests
{
    private static string Numbers(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}\n")));

    [Fact]
    public async Task What_fits_is_shown_whole()
    {
        using var bench = new CommandBench(200, Sandbox.NoRunner, ("a.txt", new string('x', 199)));
        Assert.Equal(new string('x', 199) + "\n", await bench.ShowAsync("""{"op":"slice"}"""));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(100_000)]
    public async Task What_does_not_fit_keeps_head_and_tail_and_says_how_much_is_missing(int lines)
    {
        var text = Numbers(lines);
        using var bench = new CommandBench(200, Sandbox.NoRunner, ("a.txt", text));
        var shown = await bench.ShowAsync("""{"op":"slice","store":"all"}""");
        Assert.StartsWith("line 0\nline 1\n", shown, StringComparison.Ordinal);
        Assert.EndsWith($"line {lines - 1}\n", shown, StringComparison.Ordinal);
        Assert.Contains("left out", shown);
        Assert.Contains(text.Length.ToString("N0", CultureInfo.InvariantCulture), shown);
        Assert.Contains("`all`", shown);
        Assert.InRange(shown.Length, 200, 320);
        Assert.Equal(text, bench.Variables.Stored["all"].ReadUtf8String());
    }

    [Fact]
    public async Task Without_a_variable_the_advice_is_to_store()
    {
        using var bench = new CommandBench(200, Sandbox.NoRunner, ("a.txt", Numbers(5_000)));
        Assert.Contains("store", await bench.ShowAsync("""{"op":"lines"}"""));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(2_000)]
    public async Task A_character_of_two_halves_is_not_cut(int count)
    {
        using var bench = new CommandBench(201, Sandbox.NoRunner, ("a.txt", string.Concat(Enumerable.Repeat("😀", count))));
        var shown = await bench.ShowAsync("""{"op":"slice"}""");
        Assert.DoesNotContain('\uFFFD', shown);
        Assert.Equal(shown, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(shown)));
    }

    [Fact]
    public async Task Many_matches_show_the_first_and_the_last_with_their_numbers()
    {
        using var bench = new CommandBench(400, Sandbox.NoRunner, ("a.txt", Numbers(1_000)));
        var shown = await bench.ShowAsync("""{"op":"find","text":"line","store":"hits"}""");
        Assert.StartsWith("1,000 matching lines", shown, StringComparison.Ordinal);
        Assert.Contains("\n0: line 0\n", shown);
        Assert.EndsWith("\n999: line 999\n", shown, StringComparison.Ordinal);
        Assert.Contains("more lines", shown);
        Assert.Equal(1_000, bench.Variables.Stored["hits"].ReadUtf8String().Count(c => c == '\n'));
    }

    [Fact]
    public async Task The_numbers_of_matches_are_right_across_windows()
    {
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(i => i % 20_000 == 19_999 ? "needle\n" : "just hay\n"));
        using var bench = new CommandBench(("a.txt", text));
        Assert.EndsWith("\n19999: needle\n39999: needle\n59999: needle\n", await bench.ShowAsync("""{"op":"find","text":"needle"}"""), StringComparison.Ordinal);
        Assert.EndsWith("\n19999: needle\n39999: needle\n59999: needle\n", await bench.ShowAsync("""{"op":"regex","pattern":"^n.*e$"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_match_in_a_line_longer_than_the_limit_is_shown_in_part()
    {
        using var bench = new CommandBench(400, Sandbox.NoRunner, ("a.json", $"{{\"needle\":1,{new string('x', 5_000)}}}\n"));
        var shown = await bench.ShowAsync("""{"op":"find","text":"needle"}""");
        Assert.Contains("0: {\"needle\":1,xxx", shown);
        Assert.InRange(shown.Length, 100, 520);
    }

    [Fact]
    public async Task Control_characters_of_a_log_do_not_reach_the_reader()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        var shown = await bench.ShowAsync("""{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { println!(\"\\u{1b}[31mred\"); input.len().to_string() }"}""");
        Assert.Equal("2\n\nlog:\n\u241b[31mred", shown);
    }
}
