using Rlm.Documents;

namespace Rlm.Tests.Commands;

public sealed class KeepCommandsTests
{
    [Fact]
    public async Task Set_get_and_print_keep_and_show_texts()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        Assert.Equal("`n` has 3 characters", await bench.ShowAsync("""{"op":"set","name":"n","value":"abc"}"""));
        Assert.Equal("abc", await bench.ShowAsync("""{"op":"get","name":"n"}"""));
        Assert.Equal("abc", await bench.ShowAsync("""{"op":"get","name":"${n}"}"""));
        Assert.Equal("<abc>", await bench.ShowAsync("""{"op":"print","value":"<${n}>"}"""));
        Assert.Equal("abc", await bench.ShowAsync("""{"op":"print","name":"$n"}"""));
        Assert.Equal("x\n", await bench.ShowAsync("""{"op":"get","name":"a.txt"}"""));
    }

    [Fact]
    public async Task A_value_that_is_no_text_is_kept_as_its_text()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        await bench.ShowAsync("""{"op":"set","name":"n","value":42}""");
        await bench.ShowAsync("""{"op":"set","name":"b","value":true}""");
        Assert.Equal("42 true", await bench.ShowAsync("""{"op":"print","value":"${n} ${b}"}"""));
    }

    [Theory]
    [InlineData("${n}", "abc")]
    [InlineData("${n}${n}", "abcabc")]
    [InlineData("${ n }", "abc")]
    [InlineData("${missing} ${n}", "${missing} abc")]
    [InlineData("${", "${")]
    [InlineData("${n", "${n")]
    [InlineData("$n", "$n")]
    [InlineData("${${n}}", "${abc}")]
    [InlineData("}${n}{", "}abc{")]
    [InlineData("${a.txt}", "x\n")]
    public async Task Names_in_texts_become_their_values(string value, string expected)
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        bench.Variables.TrySet("n", Text.FromText("abc"));
        Assert.Equal(expected, await bench.ShowAsync($$"""{"op":"print","value":"{{value}}"}"""));
    }

    [Fact]
    public async Task A_value_is_not_expanded_a_second_time()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        bench.Variables.TrySet("inner", Text.FromText("secret"));
        bench.Variables.TrySet("outer", Text.FromText("${inner}"));
        Assert.Equal("${inner}", await bench.ShowAsync("""{"op":"print","value":"${outer}"}"""));
    }

    [Fact]
    public async Task A_variable_that_is_too_long_for_a_text_is_refused_with_a_way_out()
    {
        using var bench = new CommandBench(("big.txt", new string('x', 500_000)));
        var said = await bench.FailAsync("""{"op":"print","value":"${context}"}""", "too_long");
        Assert.Contains("500,0", said);
        Assert.Contains("`on`", said);
    }

    [Theory]
    [InlineData("context")]
    [InlineData("$context")]
    [InlineData("a b")]
    [InlineData("1st")]
    [InlineData("a.txt")]
    [InlineData("")]
    [InlineData("näme")]
    public async Task Names_that_no_variable_can_have_are_refused(string name)
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        Assert.Contains("letters, digits and _", await bench.FailAsync($$"""{"op":"set","name":"{{name}}","value":"v"}""", "invalid_arguments"));
        var said = await bench.FailAsync($$"""{"op":"count","store":"{{name}}"}""", "invalid_arguments");
        Assert.Contains("name", said);
        Assert.Empty(bench.Variables.Stored);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("$n")]
    [InlineData("${n}")]
    public async Task A_name_may_be_written_in_three_ways(string name)
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        var finished = await bench.RunAsync($$"""{"op":"count","store":"{{name}}"}""");
        Assert.Equal("n", finished.Stored);
        Assert.Equal("1", await bench.ShowAsync($$"""{"op":"get","name":"{{name}}"}"""));
    }

    [Fact]
    public async Task What_failed_is_not_kept()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        await bench.FailAsync("""{"op":"find","text":"","store":"n"}""", "invalid_arguments");
        Assert.Empty(bench.Variables.Stored);
    }

    [Fact]
    public async Task A_store_that_is_no_name_is_refused()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        await bench.FailAsync("""{"op":"count","store":{"name":"n"}}""", "invalid_arguments");
        await bench.FailAsync("""{"op":"count","store":["n"]}""", "invalid_arguments");
    }
}
