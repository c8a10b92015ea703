using System.Text.Json.Nodes;
using Rlm.Documents;

namespace Rlm.Tests.Commands;

public sealed class RustWasmCommandTests
{
    private const string Joined = "pub fn analyze(left: &str, right: &str) -> String { format!(\"{}|{}\", left.trim(), right.trim()) }";

    private static string Command(string code, string fields = "") =>
        $"{{\"op\":\"rust_wasm\",\"code\":{JsonValue.Create(code).ToJsonString()}{(fields.Length > 0 ? "," + fields : string.Empty)}}}";

    [Fact]
    public async Task One_input_is_all_documents_or_what_on_names()
    {
        const string count = "pub fn analyze(input: &str) -> String { input.lines().count().to_string() }";
        using var bench = new CommandBench(("a.log", "1\n2\n"), ("b.log", "3\n"));
        Assert.Equal("3", await bench.ShowAsync(Command(count)));
        Assert.Equal("1", await bench.ShowAsync(Command(count, "\"on\":\"b.log\"")));
        Assert.Equal("2", await bench.ShowAsync(Command(count, "\"inputs\":{\"input\":\"a.log\"}")));
        Assert.Equal("2", await bench.ShowAsync(Command(count, "\"inputs\":{\"text\":\"a.log\"}")));
    }

    [Fact]
    public async Task Several_inputs_are_found_by_the_stems_of_files()
    {
        using var bench = new CommandBench(("2024/Right.csv", "r\n"), ("left.tar.txt", "l\n"), ("other.txt", "o\n"));
        Assert.Equal("l|r", await bench.ShowAsync(Command(Joined)));
    }

    [Fact]
    public async Task Several_inputs_are_found_by_the_names_of_variables_first()
    {
        using var bench = new CommandBench(("left.txt", "l\n"), ("right.txt", "r\n"));
        bench.Variables.TrySet("right", Text.FromText("stored"));
        Assert.Equal("l|stored", await bench.ShowAsync(Command(Joined)));
    }

    [Fact]
    public async Task Several_inputs_are_found_by_what_inputs_says()
    {
        using var bench = new CommandBench(("x/a.txt", "a\n"), ("y/b.txt", "b\n"), ("left.txt", "l\n"));
        bench.Variables.TrySet("kept", Text.FromText("k"));
        Assert.Equal("b|k", await bench.ShowAsync(Command(Joined, "\"inputs\":{\"left\":\"y/b.txt\",\"right\":\"$kept\"}")));
        Assert.Equal("l|a", await bench.ShowAsync(Command(Joined, "\"inputs\":{\"right\":\"a.txt\"}")));
    }

    [Fact]
    public async Task An_input_that_is_not_known_is_asked_for_in_the_right_form()
    {
        using var bench = new CommandBench(("left.txt", "l\n"), ("a/right.txt", "1\n"), ("b/right.txt", "2\n"));
        var said = await bench.FailAsync(Command(Joined), "input_mismatch");
        Assert.Contains("`right`", said);
        Assert.Contains("\"inputs\":{\"left\":\"…\",\"right\":\"…\"}", said);
        Assert.Contains("`a/right.txt`", said);
        Assert.Contains("`right`", await bench.FailAsync(Command(Joined, "\"inputs\":{\"left\":\"left.txt\",\"right\":\"nowhere\"}"), "input_mismatch"));
        await bench.FailAsync(Command("pub fn analyze(input: &str) -> String { input.into() }", "\"on\":\"nowhere\""), "input_mismatch");
    }

    [Fact]
    public async Task The_whole_result_is_kept()
    {
        using var bench = new CommandBench(200, Sandbox.Runner, ("a.txt", "ab\n"));
        var finished = await bench.RunAsync(Command("pub fn analyze(input: &str) -> String { input.repeat(1000) }", "\"store\":\"all\""));
        Assert.Contains("left out", finished.Output);
        Assert.Equal(3_000, bench.Variables.Stored["all"].Length);
        Assert.Equal("all", finished.Stored);
        Assert.True(finished.Analysis!.Fuel > 0);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { [input] }", "compilation_failed")]
    [InlineData("pub fn analyse(input: &str) -> String { input.into() }", "invalid_source")]
    [InlineData("pub fn analyze(input: &str) -> String { std::fs::read_to_string(input).unwrap() }", "invalid_source")]
    [InlineData("pub fn analyze(input: &str) -> String { panic!(\"no {}\", input) }", "panicked")]
    [InlineData("pub fn analyze(input: &str) -> Result<String, String> { Err(input.into()) }", "returned_error")]
    public async Task What_goes_wrong_has_its_own_code_and_keeps_nothing(string code, string expected)
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        await bench.FailAsync(Command(code, "\"store\":\"n\""), expected);
        Assert.Empty(bench.Variables.Stored);
    }

    [Fact]
    public async Task What_was_printed_before_a_failure_is_shown()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        var said = await bench.FailAsync(Command("pub fn analyze(input: &str) -> String { println!(\"seen {}\", input.len()); panic!(\"no\") }"), "panicked");
        Assert.Contains("log:\nseen 2", said);
    }

    [Fact]
    public async Task Without_a_compiler_it_says_what_is_missing()
    {
        using var bench = new CommandBench(6_000, Sandbox.NoRunner, ("a.txt", "x\n"));
        await bench.FailAsync(Command("pub fn analyze(input: &str) -> String { input.into() }"), "compiler_not_found");
    }
}
