using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

public sealed class RunBudgetTests
{
    [Fact]
    public async Task Sub_calls_are_asked_of_the_sub_model_with_the_text_alone()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"Judge ${q}.","on":"app.log","store":"s"} {"op":"final_var","name":"s"}"""),
            ChatAnswers.Streamed("  bad  \n"));
        var events = await bench.RunAsync();
        Assert.Equal("bad", events.OfType<RunFinished>().Single().Result.Answer);
        Assert.Equal(["user: Judge ${q}.\n\n<text>\nok 1\nERROR 2\nok 3\nERROR 4\n\n</text>"], bench.Server.Requests[1].Messages);
        var sub = events.OfType<ModelReplied>().Single(r => r.Role == ModelRole.Sub);
        Assert.Equal((1, "scripted", "  bad  \n"), (sub.Step, sub.Model, sub.Text));
        Assert.StartsWith("Judge ${q}.", events.OfType<ModelAsked>().Single(a => a.Key == sub.Key).Prompt);
    }

    [Fact]
    public async Task Sub_calls_end_with_their_budget()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"one"} {"op":"llm_query","prompt":"two"}"""),
            ChatAnswers.Streamed("first"),
            ChatAnswers.Streamed("""{"op":"final","answer":"enough"}"""))
        {
            Limits = new RunLimits { MaxSubCalls = 1 },
        };
        var events = await bench.RunAsync();
        var result = events.OfType<RunFinished>().Single().Result;
        Assert.Equal(("enough", 1), (result.Answer, result.SubCalls));
        Assert.Equal([null, "budget_exhausted"], events.OfType<CommandFinished>().Take(2).Select(c => c.ErrorCode));
        Assert.Equal(3, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task A_sub_call_that_fails_is_a_failed_command()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"one"} {"op":"final","answer":"guess"}"""),
            ChatAnswers.Status(400, "too long"),
            ChatAnswers.Streamed("""{"op":"final","answer":"without"}"""));
        var events = await bench.RunAsync();
        Assert.Equal("without", events.OfType<RunFinished>().Single().Result.Answer);
        Assert.Equal("refused", events.OfType<CommandFinished>().First().ErrorCode);
        Assert.Contains("too long", events.OfType<ModelFailed>().Single().Error.Message);
    }

    [Fact]
    public async Task A_sub_call_whose_answer_was_cut_off_is_a_failed_command()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"one","store":"s"} {"op":"final_var","name":"s"}"""),
            ChatAnswers.Whole("half of", finishReason: "length"),
            ChatAnswers.Streamed("""{"op":"final","answer":"without"}"""));
        var events = await bench.RunAsync();
        Assert.Equal("without", events.OfType<RunFinished>().Single().Result.Answer);
        Assert.Equal("cut_off", events.OfType<CommandFinished>().First().ErrorCode);
    }

    [Fact]
    public async Task A_text_too_long_for_a_sub_call_is_refused_without_one()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"one","on":"context"}"""), ChatAnswers.Streamed("""{"op":"final","answer":"no"}"""))
        {
            Documents = Rlm.Documents.DocumentSet.Of([("big.txt", Rlm.Documents.Text.FromText(new string('x', 500_000)))]),
        };
        var result = await bench.ResultAsync();
        Assert.Equal(0, result.SubCalls);
        Assert.Contains("too_long", bench.Server.Requests[1].LastMessage);
    }

    [Theory]
    [InlineData(2.0, 10.0, 0.00074)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(null, 10.0, null)]
    [InlineData(2.0, null, null)]
    public async Task Tokens_and_cost_are_summed_over_all_calls(double? prompt, double? completion, double? cost)
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"one"}""", 100, 20),
            ChatAnswers.Whole("sub", 10, 2),
            ChatAnswers.Streamed("""{"op":"final","answer":"x"}""", 110, 8))
        {
            Provider = new ProviderOptions { Model = "m", PricePrompt = prompt, PriceCompletion = completion },
        };
        var result = await bench.ResultAsync();
        Assert.Equal(new RunTokens(220, 30, 7), result.Tokens);
        Assert.Equal(cost, result.CostUsd is { } usd ? Math.Round(usd, 9) : null);
    }

    [Fact]
    public async Task The_cost_is_not_known_when_one_answer_does_not_say_its_tokens()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"count"}"""), ChatAnswers.WithoutUsage("""{"op":"final","answer":"x"}"""))
        {
            Provider = new ProviderOptions { Model = "m", PricePrompt = 1, PriceCompletion = 1 },
        };
        var result = await bench.ResultAsync();
        Assert.Null(result.CostUsd);
        Assert.Equal(15, result.Tokens.Prompt + result.Tokens.Completion);
    }
}
