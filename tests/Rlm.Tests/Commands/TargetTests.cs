using Rlm.Documents;

namespace Rlm.Tests.Commands;

public sealed class TargetTests
{
    private static readonly (string, string)[] Files =
        [("readme.md", "1\n"), ("logs/app.log", "1\n2"), ("logs/db.log", "1\n2\n3\n"), ("data/a.csv", "1\n2\n3\n4\n")];

    [Theory]
    [InlineData("context", "10")]
    [InlineData("$context", "10")]
    [InlineData("${context}", "10")]
    [InlineData("readme.md", "1")]
    [InlineData("./readme.md", "1")]
    [InlineData("${readme.md}", "1")]
    [InlineData("app.log", "2")]
    [InlineData("logs/db.log", "3")]
    [InlineData("logs", "5")]
    [InlineData("logs/", "5")]
    [InlineData("*.log", "5")]
    [InlineData("logs/*", "5")]
    [InlineData("**/*.csv", "4")]
    [InlineData("kept", "7")]
    [InlineData("$kept", "7")]
    [InlineData("${kept}", "7")]
    [InlineData(" kept ", "7")]
    public async Task On_names_a_variable_or_documents(string on, string lines)
    {
        using var bench = new CommandBench(Files);
        bench.Variables.TrySet("kept", Text.FromText("a\nb\nc\nd\ne\nf\ng\n"));
        Assert.Equal(lines, await bench.ShowAsync($$"""{"op":"count","on":"{{on}}"}"""));
    }

    [Theory]
    [InlineData("slice", "")]
    [InlineData("lines", "")]
    [InlineData("find", "\"text\":\"x\",")]
    [InlineData("regex", "\"pattern\":\"x\",")]
    [InlineData("count", "")]
    [InlineData("split", "\"delimiter\":\";\",")]
    [InlineData("len", "")]
    [InlineData("index_terms", "")]
    [InlineData("wasm", "\"module\":\"unique\",")]
    [InlineData("wasm_wat", "\"wat\":\"(module)\",")]
    public async Task A_name_that_means_nothing_is_answered_with_what_there_is(string op, string fields)
    {
        using var bench = new CommandBench(Files);
        bench.Variables.TrySet("kept", Text.FromText("a"));
        var said = await bench.FailAsync($$"""{"op":"{{op}}",{{fields}}"on":"lgos"}""", "unknown_variable");
        Assert.Contains("`lgos`", said);
        Assert.Contains("`context`", said);
        Assert.Contains("`kept`", said);
        Assert.Contains("`logs/app.log`", said);
    }

    [Fact]
    public async Task A_variable_hides_a_document_of_the_same_name()
    {
        using var bench = new CommandBench(("notes", "1\n"));
        bench.Variables.TrySet("notes", Text.FromText("1\n2\n"));
        Assert.Equal("2", await bench.ShowAsync("""{"op":"count","on":"notes"}"""));
    }

    [Fact]
    public async Task Documents_together_get_the_newline_that_one_lacks()
    {
        using var bench = new CommandBench(Files);
        Assert.Equal("1\n2\n1\n2\n3\n", await bench.ShowAsync("""{"op":"get","name":"*.log"}"""));
    }

    [Fact]
    public async Task Not_all_names_of_many_are_told()
    {
        using var bench = new CommandBench([.. Enumerable.Range(0, 50).Select(i => ($"{i:00}.txt", "x"))]);
        var said = await bench.FailAsync("""{"op":"count","on":"nowhere"}""", "unknown_variable");
        Assert.Contains("`00.txt`", said);
        Assert.DoesNotContain("`49.txt`", said);
        Assert.Contains("and 31 more", said);
    }
}
