using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

public sealed class StructuredAnswerTests
{
    private const string Schema = """{"type":"object","properties":{"errors":{"type":"integer","minimum":0}},"required":["errors"],"additionalProperties":false}""";

    private static async Task<RunResult> AskAsync(RunBench bench, string schema = Schema) =>
        await bench.Runner.RunAsync(bench.Request() with { Schema = schema }, TestContext.Current.CancellationToken);

    [Fact]
    public async Task An_answer_that_does_not_fit_goes_back_with_what_is_wrong()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"final","answer":"There are 2."}"""),
            ChatAnswers.Streamed("""{"op":"final","answer":"{\"errors\":\"2\"}"}"""),
            ChatAnswers.Streamed("""{"op":"set","name":"a","value":"```json\n{ \"errors\": 2 }\n```"} {"op":"final_var","name":"a"}"""));
        var result = await AskAsync(bench);
        Assert.Equal("""{"errors":2}""", result.Answer);
        Assert.Contains(Schema, bench.Server.Requests[0].LastMessage);
        Assert.Contains("it is not JSON", bench.Server.Requests[1].LastMessage);
        Assert.Contains("$.errors", bench.Server.Requests[2].LastMessage);
    }

    [Fact]
    public async Task In_the_last_turn_what_does_not_fit_is_no_answer()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"count"}"""), ChatAnswers.Streamed("Two."))
        {
            Limits = new RunLimits { MaxIterations = 1 },
        };
        Assert.Equal("budget_exhausted", (await AskAsync(bench)).Error!.Code);
    }

    [Fact]
    public async Task Prose_that_holds_the_json_is_taken_after_a_nudge()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("Two."), ChatAnswers.Streamed("Here: {\"errors\": 2}"));
        Assert.Equal("""{"errors":2}""", (await AskAsync(bench)).Answer);
    }

    [Fact]
    public async Task A_schema_that_cannot_be_used_is_an_error_and_asks_nobody()
    {
        await using var bench = new RunBench();
        var result = await AskAsync(bench, """{"type":"integr"}""");
        Assert.Equal("invalid_schema", result.Error!.Code);
        Assert.Empty(bench.Server.Requests);
    }
}
