namespace Rlm.Cli.Tests.Exec;

public sealed class ExecCommandTests
{
    private const string Commands =
        """
        {"op":"find","text":"b","store":"hits"}
        {"op":"count","on":"hits","store":"n"}
        {"op":"final_var","name":"n"}
        """;

    [Fact]
    public async Task Commands_are_carried_out_and_the_answer_comes_last()
    {
        using var bench = new CliBench();
        bench.HideCompiler();
        bench.Write("c.jsonl", Commands);
        bench.Write("a.txt", "a\nb\nB\n");
        var result = (await bench.RunAsync("exec", "c.jsonl", "a.txt")).Exits(0);
        Assert.EndsWith("\n2\n", result.Output, StringComparison.Ordinal);
        var json = (await bench.RunAsync("exec", "c.jsonl", "a.txt", "--json")).Exits(0).Json;
        Assert.Equal("2", (string)json["answer"]!);
        Assert.Equal(["find", "count", "final_var"], json["commands"]!.AsArray().Select(c => (string)c!["op"]!));
        Assert.Equal("hits", (string)json["commands"]![0]!["stored"]!);
    }

    [Fact]
    public async Task Commands_may_come_from_standard_input()
    {
        using var bench = new CliBench();
        bench.Write("a.txt", "ä\n");
        Assert.Equal("ä\n", (await bench.RunAsync("""{"op":"find","text":"Ä","store":"h"} {"op":"final_var","name":"h"}""", ["exec", "-", "a.txt", "--json"])).Exits(0).Json["answer"] + "\n");
    }

    [Fact]
    public async Task A_command_that_failed_has_status_1()
    {
        using var bench = new CliBench();
        bench.Write("c.jsonl", """{"op":"count","on":"nowhere"} {"op":"count"}""");
        bench.Write("a.txt", "a\n");
        var result = (await bench.RunAsync("exec", "c.jsonl", "a.txt", "--json")).Exits(1);
        Assert.Equal("unknown_variable", result.ErrorCode);
        Assert.Equal(2, result.Json["commands"]!.AsArray().Count);
        Assert.Contains("`nowhere`", (await bench.RunAsync("exec", "c.jsonl", "a.txt")).Exits(1).Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Analyses_that_cannot_be_run_have_status_3(bool switchedOff)
    {
        using var bench = new CliBench();
        if (!switchedOff)
        {
            bench.HideCompiler();
        }

        bench.Environment["RLM_WASM_ENABLED"] = switchedOff ? "false" : "true";
        bench.Write("c.jsonl", """{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { input.into() }"}""");
        bench.Write("a.txt", "a\n");
        Assert.Equal(switchedOff ? "switched_off" : "compiler_not_found", (await bench.RunAsync("exec", "c.jsonl", "a.txt", "--json")).Exits(3).ErrorCode);
    }

    [Fact]
    public async Task Standard_input_is_not_commands_and_document_at_once()
    {
        using var bench = new CliBench();
        Assert.Contains("not both", (await bench.RunAsync("exec", "-", "-")).Exits(2).Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no command at all")]
    public async Task A_list_without_commands_is_wrong_usage(string text)
    {
        using var bench = new CliBench();
        bench.Write("c.jsonl", text);
        bench.Write("a.txt", "a\n");
        Assert.Contains("\"op\"", (await bench.RunAsync("exec", "c.jsonl", "a.txt")).Exits(2).Error);
        Assert.Equal("invalid_usage", (await bench.RunAsync("exec", "c.jsonl", "a.txt", "--json")).Exits(2).ErrorCode);
    }
}
