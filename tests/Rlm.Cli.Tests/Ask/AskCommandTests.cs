using System.Text.Json.Nodes;
using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Ask;

public sealed class AskCommandTests
{
    private const string Count =
        """
        {"op":"rust_wasm","store":"n"}
        ```rust
        pub fn analyze(input: &str) -> String { input.lines().count().to_string() }
        ```
        {"op":"final_var","name":"n"}
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_answer_is_on_standard_output_and_progress_on_standard_error(bool streamed)
    {
        await using var server = new ScriptedChatServer(streamed ? ChatAnswers.Streamed(Count) : ChatAnswers.Whole(Count));
        using var bench = NewBench();
        var result = (await bench.RunAsync("ask", "How many lines?", "a.txt", "--model", "m", "--base-url", server.BaseUrl)).Exits(0);
        Assert.Equal("3\n", result.Output);
        Assert.StartsWith($"Model: m at {server.BaseUrl}. Documents: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("\nturn 1\n", result.Error);
        Assert.Contains("ok: rust_wasm -> n", result.Error);
        Assert.Equal("user: Question: How many lines?", server.Requests[0].Messages[1]);
    }

    [Fact]
    public async Task Json_is_one_object_and_the_trace_is_kept()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed(Count, 100, 20));
        using var bench = NewBench();
        var json = (await bench.RunAsync("ask", "How many lines?", "a.txt", "--model", "openai:m", "--base-url", server.BaseUrl, "--json")).Exits(0).Json;
        Assert.Equal(
            ["answer", "success", "error", "run_id", "iterations", "sub_calls", "tokens", "cost_usd", "timings_ms", "bypassed", "evidence"], json.Select(p => p.Key));
        Assert.Equal(("3", 1, 100), ((string)json["answer"]!, (int)json["iterations"]!, (int)json["tokens"]!["prompt"]!));
        var trace = await File.ReadAllLinesAsync(Path.Combine(bench.TraceFolder, $"{json["run_id"]}.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal("run_finished", (string)JsonNode.Parse(trace[^1])!["event"]!);
        Assert.Equal("m", (string)JsonNode.Parse(server.Requests[0].Body!.ToJsonString())!["model"]!);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_status_1_with_a_whole_trace()
    {
        using var closed = new ClosedPort();
        using var bench = NewBench();
        var result = (await bench.RunAsync("ask", "q", "a.txt", "--model", "m", "--base-url", closed.BaseUrl, "--trace", "t.jsonl", "--json")).Exits(1);
        Assert.Equal("unreachable", result.ErrorCode);
        Assert.Contains("Start the server", (string)result.Json["error"]!["message"]!);
        Assert.Equal(["run_started", "prompt_built", "step_started", "model_asked", "model_failed", "run_finished"], Trace(bench));
    }

    [Theory]
    [InlineData("garbage", "bad_answer")]
    [InlineData("refused", "unauthorized")]
    public async Task A_model_that_fails_is_status_1_and_says_why(string fault, string code)
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Streamed("""{"op":"count"}"""), fault == "garbage" ? ChatAnswers.Body("text/html", "<html>") : ChatAnswers.Status(401));
        using var bench = NewBench();
        var result = (await bench.RunAsync("ask", "q", "a.txt", "--model", "m", "--base-url", server.BaseUrl, "--trace", "t.jsonl", "--json")).Exits(1);
        Assert.Equal(code, result.ErrorCode);
        Assert.Equal("run_finished", Trace(bench).Last());
    }

    [Fact]
    public async Task Interrupting_a_slow_model_is_status_130_with_a_whole_trace()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed("""{"op":"count"}"""), ChatAnswers.SilentAfter("{\"op\":"));
        using var bench = NewBench();
        using var program = bench.Start("ask", "q", "a.txt", "--model", "m", "--base-url", server.BaseUrl, "--trace", "t.jsonl", "--json");
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await program.InterruptAsync();
        var result = (await program.EndAsync()).Exits(130);
        Assert.Equal("interrupted", result.ErrorCode);
        Assert.Contains("t.jsonl", result.Error);
        Assert.Equal(["run_started", "prompt_built", "step_started", "model_asked", "model_replied", "command_started", "command_finished", "step_started", "model_asked"], Trace(bench));
    }

    [Fact]
    public async Task Without_a_model_it_is_status_3_and_says_how_to_name_one()
    {
        using var bench = NewBench();
        Assert.Contains("--base-url", (await bench.RunAsync("ask", "q", "a.txt")).Exits(3).Error);
        Assert.Equal("not_configured", (await bench.RunAsync("ask", "q", "a.txt", "--json")).Exits(3).ErrorCode);
        Assert.Equal("not_configured", (await bench.RunAsync("ask", "q", "a.txt", "--model", "m", "--json")).Exits(3).ErrorCode);
    }

    [Fact]
    public async Task Local_only_refuses_other_machines()
    {
        using var bench = NewBench();
        Assert.Equal("not_local", (await bench.RunAsync("ask", "q", "a.txt", "--model", "m", "--base-url", "http://example.com/v1", "--local-only", "--json")).Exits(2).ErrorCode);
    }

    [Fact]
    public async Task A_proxy_is_not_asked_for_a_server_on_this_machine()
    {
        await using var proxy = new ScriptedChatServer();
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed("""{"op":"final","answer":"x"}"""));
        using var bench = NewBench();
        bench.Environment["http_proxy"] = bench.Environment["all_proxy"] = $"http://127.0.0.1:{proxy.Port}";
        (await bench.RunAsync("ask", "q", "a.txt", "--model", "m", "--base-url", server.BaseUrl)).Exits(0);
        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_analyses_the_other_commands_answer(bool switchedOff)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed("""{"op":"count","store":"n"} {"op":"final_var","name":"n"}"""));
        using var bench = NewBench();
        string[] off = switchedOff ? ["--wasm-enabled=false"] : [];
        if (!switchedOff)
        {
            bench.HideCompiler();
        }

        Assert.Equal("3\n", (await bench.RunAsync(["ask", "q", "a.txt", "--model", "m", "--base-url", server.BaseUrl, .. off])).Exits(0).Output);
        Assert.DoesNotContain("rust_wasm", server.Requests[0].Messages[0]);
    }

    [Fact]
    public async Task A_dry_run_calls_nobody_and_shows_what_a_run_would_begin_with()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed("""{"op":"final","answer":"x"}"""));
        using var bench = NewBench();
        string[] ask = ["ask", "q", "a.txt", "--model", "m", "--base-url", server.BaseUrl];
        var plain = (await bench.RunAsync([.. ask, "--dry-run"])).Exits(0).Output;
        Assert.Contains($"root model:    m at {server.BaseUrl}", plain);
        Assert.Contains("documents:     1, 6 bytes", plain);
        var json = (await bench.RunAsync([.. ask, "--dry-run", "--json"])).Exits(0).Json;
        Assert.Empty(server.Requests);
        Assert.False(Directory.Exists(bench.TraceFolder));
        (await bench.RunAsync(ask)).Exits(0);
        Assert.Equal($"system: {json["prompt"]}", server.Requests[0].Messages[0]);
    }

    [Fact]
    public async Task A_trace_that_cannot_be_written_is_said_and_not_written_over()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed("""{"op":"final","answer":"x"}""") };
        using var bench = NewBench();
        bench.Write("t.jsonl", "mine");
        var result = (await bench.RunAsync("ask", "q", "a.txt", "--model", "m", "--base-url", server.BaseUrl, "--trace", "t.jsonl", "--json")).Exits(2);
        Assert.Equal("invalid_usage", result.ErrorCode);
        var below = (await bench.RunAsync("ask", "q", "a.txt", "--model", "m", "--base-url", server.BaseUrl, "--trace", "a.txt/t.jsonl", "--json")).Exits(1);
        Assert.Equal("trace_failed", below.ErrorCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(bench.Work, "t.jsonl"), TestContext.Current.CancellationToken));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_address_by_flag_takes_the_place_of_the_configured_one()
    {
        using var bench = NewBench();
        bench.Write("c.toml", "[[providers]]\nmodel = \"gpt\"\nbase_url = \"https://api.example.com/v1\"\n");
        var shown = (await bench.RunAsync("ask", "q", "a.txt", "--config", "c.toml", "--base-url", "http://127.0.0.1:9/v1", "--dry-run")).Exits(0);
        Assert.Contains("gpt at http://127.0.0.1:9/v1", shown.Output);
        Assert.DoesNotContain("example.com", shown.Output);
    }

    [Fact]
    public async Task A_flag_that_is_true_or_false_may_stand_before_the_arguments()
    {
        using var bench = NewBench();
        var shown = (await bench.RunAsync("ask", "--no-ignore", "q", "a.txt", "--wasm-enabled", "false", "--dry-run")).Exits(0);
        Assert.Contains("switched off", shown.Output);
    }

    [Theory]
    [InlineData("--trace")]
    [InlineData("--wasm-cache-dir")]
    public async Task An_empty_path_is_wrong_usage(string flag)
    {
        using var bench = NewBench();
        var result = (await bench.RunAsync("ask", "q", "a.txt", "--model", "m", "--base-url", "http://127.0.0.1:9/v1", flag, "", "--json")).Exits(2);
        Assert.Equal("invalid_usage", result.ErrorCode);
    }

    private static CliBench NewBench()
    {
        var bench = new CliBench();
        bench.Write("a.txt", "1\n2\n3\n");
        return bench;
    }

    private static List<string> Trace(CliBench bench) =>
        File.ReadLines(Path.Combine(bench.Work, "t.jsonl")).Select(l => (string)JsonNode.Parse(l)!["event"]!).ToList();
}
