using Rlm.Prompts;
using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

public sealed class RunLoopTests
{
    private const string Count =
        """
        One pass does it.
        {"op":"rust_wasm","store":"n"}
        ```rust
        pub fn analyze(input: &str) -> String {
            input.lines().filter(|l| l.starts_with("ERROR")).count().to_string()
        }
        ```
        {"op":"final_var","name":"n"}
        """;

    private static string[] Kinds(IEnumerable<RunEvent> events) => [.. events.Where(e => !e.IsTransient).Select(Kind)];

    private static string Kind(RunEvent runEvent) => runEvent switch
    {
        CommandStarted started => $"CommandStarted {started.Step}.{started.Index} {started.Op}",
        CommandFinished finished => $"CommandFinished {finished.Step}.{finished.Index} {finished.Op} {finished.ErrorCode ?? "ok"}",
        StepStarted step => $"StepStarted {step.Step}",
        ModelReplied replied => $"ModelReplied {replied.Step}",
        ModelFailed failed => $"ModelFailed {failed.Step} {failed.Error.Code}",
        RunFinished finished => $"RunFinished {finished.Result.Error?.Code ?? finished.Result.Answer}",
        _ => runEvent.GetType().Name,
    };

    [Fact]
    public async Task The_shortest_run_is_one_reply()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed(Count, 100, 20));
        var events = await bench.RunAsync();
        string[] expected =
        [
            "RunStarted", "PromptBuilt", "StepStarted 1", "ModelAsked", "ModelReplied 1",
            "CommandStarted 1.0 rust_wasm", "CommandFinished 1.0 rust_wasm ok", "CommandStarted 1.1 final_var", "CommandFinished 1.1 final_var ok",
            "RunFinished 2",
        ];
        Assert.Equal(expected, Kinds(events));
        Assert.Equal(Count, string.Concat(events.OfType<ModelText>().Select(t => t.Text)));
        var result = events.OfType<RunFinished>().Single().Result;
        Assert.True(result.Success);
        Assert.Equal(("2", "the-run", 1, 0), (result.Answer, result.RunId, result.Iterations, result.SubCalls));
        Assert.Equal(new RunTokens(100, 20, 7), result.Tokens);
        Assert.Equal("2", events.OfType<CommandFinished>().First().Output);
        Assert.Equal("n", events.OfType<CommandFinished>().First().Stored);
    }

    [Fact]
    public async Task The_model_is_told_what_to_answer_about_what_and_never_the_documents()
    {
        await using var bench = new RunBench(ChatAnswers.Whole("""{"op":"final","answer":"2"}"""));
        await bench.RunAsync();
        var messages = Assert.Single(bench.Server.Requests).Messages;
        Assert.Equal(2, messages.Count);
        Assert.StartsWith("system: You answer a question", messages[0], StringComparison.Ordinal);
        Assert.Contains("app.log (26 bytes, 4 lines)", messages[0]);
        Assert.Equal("user: Question: How many errors?", messages[1]);
    }

    [Fact]
    public async Task The_next_turn_sees_what_was_said_and_what_came_of_it()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"find","text":"error","store":"hits"} {"op":"count","on":"nowhere"}"""),
            ChatAnswers.Streamed("""{"op":"count","on":"hits","store":"n"} {"op":"final_var","name":"n"}"""));
        Assert.Equal("2", (await bench.ResultAsync()).Answer);
        var messages = bench.Server.Requests[1].Messages;
        Assert.Equal(4, messages.Count);
        Assert.StartsWith("assistant: {\"op\":\"find\"", messages[2], StringComparison.Ordinal);
        Assert.StartsWith("user: ## find -> hits\n2 matching lines, each after its line number from 0\n1: ERROR 2\n3: ERROR 4\n\n## count failed (unknown_variable)\n", messages[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { nonsense }","store":"n"}""", "compilation_failed")]
    [InlineData("""{"op":"count","on":"nowhere","store":"n"}""", "unknown_variable")]
    [InlineData("""{"op":"dance"}""", "unknown_command")]
    public async Task An_answer_after_a_failure_is_not_taken(string failing, string code)
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"set","name":"n","value":"stale"}"""),
            ChatAnswers.Streamed(failing + """{"op":"final_var","name":"n"}"""),
            ChatAnswers.Streamed("""{"op":"final","answer":"fresh"}"""));
        var events = await bench.RunAsync();
        Assert.Equal("fresh", events.OfType<RunFinished>().Single().Result.Answer);
        var told = bench.Server.Requests[2].LastMessage;
        Assert.Contains($"failed ({code})", told);
        Assert.Contains("final_var failed (refused)", told);
        Assert.Contains("the answer was not taken", told);
        Assert.DoesNotContain("stale", told);
    }

    [Fact]
    public async Task An_answer_beside_what_could_not_be_read_is_not_taken()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"set","name":"n","value":"stale"}"""),
            ChatAnswers.Streamed("""{"op" "count","store":"n"} and {"op":"final_var","name":"n"}"""),
            ChatAnswers.Streamed("""{"op":"final","answer":"fresh"}"""));
        Assert.Equal("fresh", (await bench.ResultAsync()).Answer);
        Assert.Contains("## not understood", bench.Server.Requests[2].LastMessage);
    }

    [Theory]
    [InlineData("length", """{"op":"final","answer":"There are 2 err""", "limit of its length")]
    [InlineData("length", """{"op":"final","answer":"There are 2."}""", "limit of its length")]
    [InlineData("length", "Let me think about", "limit of its length")]
    [InlineData("content_filter", """{"op":"final","answer":"There are 2."}""", "filter of the provider")]
    [InlineData("stop", """{"op":"final","answer":"There are 2 err""", "was not closed")]
    [InlineData("stop", """{"op":"final_var","name":"context" """, "was not closed")]
    [InlineData("stop", """{"op":"final","answer":"There are 2."} {"op":"find","text":"ERR""", "was not closed")]
    public async Task An_answer_in_a_reply_that_was_cut_off_is_not_taken(string reason, string reply, string why)
    {
        await using var bench = new RunBench(
            ChatAnswers.Whole(reply, finishReason: reason), ChatAnswers.Streamed("""{"op":"final","answer":"2"}"""));
        Assert.Equal("2", (await bench.ResultAsync()).Answer);
        Assert.Contains(why, bench.Server.Requests[1].LastMessage);
    }

    [Fact]
    public async Task A_command_that_was_not_closed_is_carried_out_all_the_same()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"find","text":"error","store":"hits" """), ChatAnswers.Streamed("""{"op":"final_var","name":"hits"}"""));
        Assert.Contains("ERROR 4", (await bench.ResultAsync()).Answer);
        Assert.Contains("## find -> hits\n", bench.Server.Requests[1].LastMessage);
    }

    [Theory]
    [InlineData("I think there are two errors.")]
    [InlineData("""{"op" "count"}""")]
    public async Task A_reply_without_a_command_is_answered_with_the_reason_and_an_example(string reply)
    {
        await using var bench = new RunBench(ChatAnswers.Streamed(reply), ChatAnswers.Streamed("""{"op":"final","answer":"2"}"""));
        var events = await bench.RunAsync();
        Assert.Equal("2", events.OfType<RunFinished>().Single().Result.Answer);
        var told = bench.Server.Requests[1].LastMessage;
        Assert.Equal(told, events.OfType<ReplyUnreadable>().Single().Reason);
        Assert.Contains("No command could be read", told);
        Assert.Contains("""{"op":"final","answer":"…"}""", told);
    }

    [Fact]
    public async Task Nothing_after_an_answer_is_carried_out()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"final","answer":"2"} {"op":"count"}"""));
        Assert.Single((await bench.RunAsync()).OfType<CommandStarted>());
    }

    [Theory]
    [InlineData("""{"op":"final","answer":"about 2"}""", "about 2")]
    [InlineData("""{"op" broken} {"op":"count"} {"op":"final","answer":"about 2"}""", "about 2")]
    [InlineData("""{"op":"final","answer":"about 2"} {"op":"fin""", "about 2")]
    [InlineData("""{"op":"final","answer":"abou""", null)]
    [InlineData("""{"op":"count"}""", null)]
    [InlineData("I do not know.", "I do not know.")]
    [InlineData("""{"op":"final_var","name":"nothing"}""", null)]
    public async Task When_the_turns_are_used_up_there_is_one_last_to_answer(string reply, string? answer)
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"count"}"""), ChatAnswers.Streamed("hm"), ChatAnswers.Streamed(reply))
        {
            Limits = new RunLimits { MaxIterations = 2 },
        };
        var events = await bench.RunAsync();
        var result = events.OfType<RunFinished>().Single().Result;
        Assert.Equal(answer, result.Answer);
        Assert.Equal(answer is null ? "budget_exhausted" : null, result.Error?.Code);
        Assert.Equal(3, result.Iterations);
        Assert.Equal(new BudgetReached("iterations", 2), events.OfType<BudgetReached>().Single() with { At = default });
        Assert.Null(bench.Server.Requests[1].Body!["response_format"]);
        Assert.Equal("json_schema", (string?)bench.Server.Requests[2].Body!["response_format"]!["type"]);
        Assert.EndsWith(PromptBuilder.LastTurn("Your turns are used up."), bench.Server.Requests[2].LastMessage);
    }

    [Fact]
    public async Task Without_a_model_the_run_ends_with_what_to_do()
    {
        await using var bench = new RunBench { Provider = new Rlm.Models.ProviderOptions { Model = "m", Role = Rlm.Models.ModelRole.Sub } };
        var result = await bench.ResultAsync();
        Assert.Equal("not_configured", result.Error!.Code);
        Assert.Contains("--model", result.Error.Message);
    }

    [Fact]
    public async Task Long_output_is_cut_for_the_model_and_whole_in_the_variable()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { input.repeat(500) }","store":"all"}"""),
            ChatAnswers.Streamed("""{"op":"count","on":"all","what":"bytes","store":"n"} {"op":"final_var","name":"n"}"""))
        {
            Limits = new RunLimits { OutputLimit = 300 },
        };
        Assert.Equal("13000", (await bench.ResultAsync()).Answer);
        var told = bench.Server.Requests[1].LastMessage;
        Assert.Contains("left out; all of it is in the variable `all`", told);
        Assert.InRange(told.Length, 300, 450);
    }
}
