using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

public sealed class FinishTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("None")]
    [InlineData("error: no such column")]
    public async Task A_computed_answer_that_looks_wrong_is_looked_at_once(string value)
    {
        var reply = $$"""{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { let _ = input; String::from(\"{{value}}\") }","store":"n"} {"op":"final_var","name":"n"}""";
        await using var bench = new RunBench(ChatAnswers.Streamed(reply), ChatAnswers.Streamed("""{"op":"final_var","name":"n"}"""));
        var result = await bench.ResultAsync();
        Assert.Equal((value, 2), (result.Answer, result.Iterations));
        Assert.Contains("held back (look_again)", bench.Server.Requests[1].LastMessage);
    }

    [Fact]
    public async Task What_the_model_has_seen_is_not_doubted()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"count","on":"app.log","what":"matches","store":"n"} {"op":"find","text":"panic","store":"hits"} {"op":"count","on":"hits","store":"n"}"""),
            ChatAnswers.Streamed("""{"op":"final_var","name":"n"}"""));
        var result = await bench.ResultAsync();
        Assert.Equal(("0", 2), (result.Answer, result.Iterations));
    }

    [Fact]
    public async Task Prose_after_one_nudge_is_the_answer()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("There are 2, I think."), ChatAnswers.Streamed("<think>hm</think>There are 2."));
        Assert.Equal(("There are 2.", 2), await bench.ResultAsync() is var r ? (r.Answer, r.Iterations) : default);
    }

    [Fact]
    public async Task The_same_command_is_told_so_and_the_third_time_is_the_last()
    {
        const string again = """{"op":"count","what":"lines"}""";
        await using var bench = new RunBench(
            ChatAnswers.Streamed(again), ChatAnswers.Streamed(again), ChatAnswers.Streamed(again), ChatAnswers.Streamed("""{"op":"final","answer":"4"}"""));
        Assert.Equal(("4", 4), await bench.ResultAsync() is var r ? (r.Answer, r.Iterations) : default);
        Assert.DoesNotContain("very command", bench.Server.Requests[1].LastMessage);
        Assert.Contains("very command", bench.Server.Requests[2].LastMessage);
        Assert.Contains("The same command was given three times. Answer now", bench.Server.Requests[3].LastMessage);
    }

    [Fact]
    public async Task When_tokens_run_out_the_last_turn_is_still_there()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"count","what":"lines"}""", 2_000, 6_000), ChatAnswers.Streamed("""{"op":"final","answer":"4"}""", 2_000, 50))
        {
            Limits = new RunLimits { MaxTokens = 12_000 },
        };
        var events = await bench.RunAsync();
        var result = events.OfType<RunFinished>().Single().Result;
        Assert.Equal(("4", 2), (result.Answer, result.Iterations));
        Assert.Contains("tokens of this run are used up", bench.Server.Requests[1].LastMessage);
        Assert.Equal("tokens", events.OfType<BudgetReached>().Single().Budget);
        Assert.InRange((int)bench.Server.Requests[1].Body!["max_tokens"]!, 256, 10_000);
    }

    [Fact]
    public async Task A_budget_too_small_for_any_turn_asks_nobody()
    {
        await using var bench = new RunBench
        {
            Documents = DocumentSet.Of([("a.txt", Text.FromText(string.Concat(Enumerable.Repeat(new string('x', 150) + "\n", 40))))]),
            Limits = new RunLimits { MaxTokens = 1_000 },
        };
        var result = await bench.ResultAsync();
        Assert.Equal("budget_exhausted", result.Error!.Code);
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task When_the_time_is_over_what_runs_is_stopped_and_the_last_turn_is_still_there()
    {
        var time = new TestTime(TimeSpan.Zero);
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"one"} {"op":"count"}"""), ChatAnswers.Silent, ChatAnswers.Streamed("""{"op":"final","answer":"late"}"""))
        {
            Time = time,
            Provider = new ProviderOptions { Model = "m", SilenceTimeout = TimeSpan.FromDays(1) },
        };
        var running = bench.RunAsync();
        await bench.Server.ArrivedAsync(TestContext.Current.CancellationToken);
        await bench.Server.ArrivedAsync(TestContext.Current.CancellationToken);
        time.EndLongWaits(TimeSpan.FromMinutes(59));
        var events = await running;
        Assert.Equal("late", events.OfType<RunFinished>().Single().Result.Answer);
        Assert.Contains("llm_query: stopped, because the time of the run is over", bench.Server.Requests[2].LastMessage);
        Assert.Contains("The time of this run is over. Answer now", bench.Server.Requests[2].LastMessage);
    }

    [Fact]
    public async Task A_limit_of_money_refuses_a_model_without_a_price()
    {
        await using var bench = new RunBench { Limits = new RunLimits { MaxCostUsd = 1 } };
        var result = await bench.ResultAsync();
        Assert.Equal("not_configured", result.Error!.Code);
        Assert.Contains("price_prompt", result.Error.Message);
    }
}
