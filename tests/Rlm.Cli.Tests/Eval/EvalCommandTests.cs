using System.Text.Json.Nodes;
using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Eval;

public sealed class EvalCommandTests
{
    [Fact]
    public async Task Runs_are_judged_and_summed_up()
    {
        await using var server = new ScriptedChatServer(Final("It has 3 lines."), Final("x and z"), Final("about 3"), Final("y, x"));
        using var bench = NewBench();
        var result = (await bench.RunAsync(Eval(server, "--runs", "2"))).Exits(0);
        Assert.Contains("[1/4] lines: correct (1 turn, 15 tokens, ", result.Error);
        Assert.Contains("[2/4] letters: wrong: x and z (lacks y", result.Error);
        Assert.Contains("[4/4] letters (run 2): correct", result.Error);
        var rows = result.Output.Split('\n').Select(l => l.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal(["task", "correct", "turns", "sub-calls", "tokens", "cost", "time", "failures"], rows[0]);
        Assert.Equal(["lines", "2/2 (100 %)", "1", "0", "15", "unknown"], rows[1][..6]);
        Assert.Equal("wrong_answer 1", rows[2][^1]);
        Assert.Equal(["total", "3/4 (75 %)", "4", "0", "60", "unknown"], rows[4][..6]);
        Assert.Equal(4, Directory.GetFiles(bench.TraceFolder).Length);
    }

    [Fact]
    public async Task What_is_done_is_not_done_again()
    {
        await using var server = new ScriptedChatServer(Final("3"), ChatAnswers.Status(401), Final("x, y"), Final("3"), Final("x"));
        using var bench = NewBench();
        var first = (await bench.RunAsync(Eval(server, "--json"))).Exits(0).Json;
        Assert.Equal(1, (int)first["all"]!["failures"]!["unauthorized"]!);
        (await bench.RunAsync(Eval(server))).Exits(0);
        Assert.Equal(2, server.Requests.Count);
        var mended = (await bench.RunAsync(Eval(server, "--json", "--retry-failed"))).Exits(0).Json;
        Assert.Equal((3, 1.0), (server.Requests.Count, (double)mended["all"]!["accuracy"]!));
        var more = (await bench.RunAsync(Eval(server, "--json", "--runs", "2"))).Exits(0).Json;
        Assert.Equal((5, 4, 3), (server.Requests.Count, (int)more["all"]!["runs"]!, (int)more["all"]!["correct"]!));
        Assert.Null(more["all"]!["total"]!["cost_usd"]);
    }

    [Fact]
    public async Task Interrupted_it_leaves_a_file_that_goes_on()
    {
        await using var server = new ScriptedChatServer(Final("3"), ChatAnswers.Silent, Final("x, y"));
        using var bench = NewBench();
        using var program = bench.Start(Eval(server, "--json"));
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await program.InterruptAsync();
        var stopped = (await program.EndAsync()).Exits(130);
        Assert.Equal("interrupted", stopped.ErrorCode);
        Assert.Contains("t.results.jsonl", stopped.Error);
        var json = (await bench.RunAsync(Eval(server, "--json"))).Exits(0).Json;
        Assert.Equal((3, 2), (server.Requests.Count, (int)json["all"]!["correct"]!));
    }

    [Fact]
    public async Task Runs_at_the_same_time_are_all_there()
    {
        await using var server = new ScriptedChatServer { Otherwise = Final("3") };
        using var bench = NewBench();
        var json = (await bench.RunAsync(Eval(server, "--json", "--runs", "8", "--parallel", "4"))).Exits(0).Json;
        Assert.Equal((16, 8), ((int)json["all"]!["runs"]!, (int)json["all"]!["correct"]!));
        Assert.Equal(17, (await File.ReadAllLinesAsync(Path.Combine(bench.Work, "t.results.jsonl"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Results_of_another_model_are_refused()
    {
        await using var server = new ScriptedChatServer { Otherwise = Final("3") };
        using var bench = NewBench();
        (await bench.RunAsync(Eval(server))).Exits(0);
        var refused = (await bench.RunAsync("eval", "t.jsonl", "--model", "other", "--base-url", server.BaseUrl)).Exits(2);
        Assert.Contains("are of another model", refused.Error);
        Assert.Contains("--output", refused.Error);
        (await bench.RunAsync("eval", "t.jsonl", "--model", "other", "--base-url", server.BaseUrl, "--output", "other.jsonl")).Exits(0);
    }

    [Fact]
    public async Task What_is_wrong_with_the_tasks_is_said_at_once_and_nobody_is_asked()
    {
        await using var server = new ScriptedChatServer();
        using var bench = NewBench();
        bench.Write("t.jsonl", "{}\n{\"id\":\"a\",\"query\":\"q\",\"files\":[\"none\"],\"truth\":1,\"match\":\"number\"}\n");
        var result = (await bench.RunAsync(Eval(server, "--json"))).Exits(2);
        Assert.Equal("invalid_usage", result.ErrorCode);
        Assert.Contains("line 1: \"id\"", result.Error);
        Assert.Contains("line 2: none is not there", result.Error);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("--runs", "0")]
    [InlineData("--parallel", "65")]
    [InlineData("--runs", "many")]
    [InlineData("--output", "")]
    public async Task Options_out_of_range_are_wrong_usage(string option, string value)
    {
        await using var server = new ScriptedChatServer();
        using var bench = NewBench();
        (await bench.RunAsync(Eval(server, option, value))).Exits(2);
    }

    [Fact]
    public async Task Without_a_model_it_is_status_3()
    {
        using var bench = NewBench();
        Assert.Contains("--base-url", (await bench.RunAsync("eval", "t.jsonl")).Exits(3).Error);
    }

    [Fact]
    public async Task Made_tasks_can_be_run()
    {
        using var bench = NewBench();
        var made = (await bench.RunAsync("eval", "generate", "needle", "--size", "10kB", "--seed", "7", "--count", "2", "--output", "made", "--json")).Exits(0).Json;
        Assert.Equal((2, 2), ((int)made["documents"]!, (int)made["questions"]!));
        var truths = File.ReadLines(Path.Combine(bench.Work, "made", "needle.jsonl")).Select(l => JsonNode.Parse(l)!["truth"]!.ToJsonString()).ToList();
        await using var server = new ScriptedChatServer(Final(truths[0]), Final(truths[1]));
        var json = (await bench.RunAsync("eval", "made/needle.jsonl", "--model", "m", "--base-url", server.BaseUrl, "--json")).Exits(0).Json;
        Assert.Equal(2, (int)json["all"]!["correct"]!);
        var again = (await bench.RunAsync("eval", "generate", "needle", "--output", "made")).Exits(2);
        Assert.Contains("Name another folder", again.Error);
        var wrong = (await bench.RunAsync("eval", "generate", "haystack", "--size", "1kB", "--count", "0")).Exits(2);
        Assert.Contains("multi-needle", wrong.Error);
        Assert.Contains("--size", wrong.Error);
        Assert.Contains("--count", wrong.Error);
    }

    private static ChatAnswer Final(string answer) => ChatAnswers.Streamed($"{{\"op\":\"final\",\"answer\":{JsonValue.Create(answer).ToJsonString()}}}");

    private static string[] Eval(ScriptedChatServer server, params string[] more) => ["eval", "t.jsonl", "--model", "m", "--base-url", server.BaseUrl, .. more];

    private static CliBench NewBench()
    {
        var bench = new CliBench();
        bench.Write("a.txt", "1\n2\n3\n");
        bench.Write(
            "t.jsonl",
            """
            {"id":"lines","query":"How many lines?","files":["a.txt"],"truth":3,"match":"number"}
            {"id":"letters","query":"Which letters?","files":["a.txt"],"truth":["x","y"],"match":"set"}
            """);
        return bench;
    }
}
