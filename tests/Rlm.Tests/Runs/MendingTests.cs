using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

public sealed class MendingTests
{
    private const string Broken = """{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { input.line_count().to_string() }","store":"n"}""";
    private const string Answer = """{"op":"final_var","name":"n"}""";
    private const string Mended = "```rust\npub fn analyze(input: &str) -> String { input.lines().count().to_string() }\n```";

    [Fact]
    public async Task Code_that_does_not_compile_is_mended_without_a_turn()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed(Broken + Answer), ChatAnswers.Streamed(Mended)) { RepairAttempts = 2 };
        var events = await bench.RunAsync();
        var result = events.OfType<RunFinished>().Single().Result;
        Assert.Equal(("4", 1, 1), (result.Answer, result.Iterations, result.SubCalls));
        var asked = bench.Server.Requests[1].Messages;
        Assert.Contains("no method named `line_count`", asked[1]);
        Assert.Contains("line_count()", asked[1]);
        Assert.DoesNotContain("ERROR 2", string.Concat(asked));
        var written = events.OfType<CodeWritten>().Single();
        Assert.Equal((1, 1), (written.Step, written.Attempt));
        var wrong = Assert.Single(written.Diagnostics);
        Assert.Equal((1, 47, "E0599"), (wrong.Line, wrong.Column, wrong.Code));
        Assert.Empty(events.OfType<CommandFinished>().First().Analysis!.Diagnostics);
        Assert.Contains("lines().count()", events.OfType<CommandFinished>().First().Output);
    }

    [Fact]
    public async Task What_cannot_be_mended_goes_back_with_its_own_errors()
    {
        const string worse = "```rust\npub fn analyze(input: &str) -> String { nonsense }\n```";
        const string nothing = "I cannot.";
        await using var bench = new RunBench(
            ChatAnswers.Streamed(Broken + Answer), ChatAnswers.Streamed(worse), ChatAnswers.Streamed(nothing),
            ChatAnswers.Streamed("""{"op":"final","answer":"four"}"""))
        {
            RepairAttempts = 2,
        };
        var result = await bench.ResultAsync();
        Assert.Equal(("four", 2, 2), (result.Answer, result.Iterations, result.SubCalls));
        var told = bench.Server.Requests[3].LastMessage;
        Assert.Contains("line_count", told);
        Assert.DoesNotContain("nonsense", told);
        Assert.Contains("note: a model was to mend it and did not", told);
    }

    [Fact]
    public async Task When_the_attempts_are_used_up_other_commands_are_named()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed(Broken),
            ChatAnswers.Streamed("```rust\npub fn analyze(input: &str) -> String { nonsense }\n```"),
            ChatAnswers.Streamed("""{"op":"final","answer":"four"}"""))
        {
            RepairAttempts = 1,
        };
        var events = await bench.RunAsync();
        Assert.Contains("nonsense", Assert.Single(events.OfType<CommandFinished>().First().Analysis!.Diagnostics).Message);
        Assert.Contains("tried 1 times to mend it, in vain", bench.Server.Requests[2].LastMessage);
        Assert.Contains("index_terms", bench.Server.Requests[2].LastMessage);
    }

    [Fact]
    public async Task Without_sub_calls_left_nothing_is_mended()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed(Broken), ChatAnswers.Streamed("""{"op":"final","answer":"four"}"""))
        {
            RepairAttempts = 2,
            Limits = new RunLimits { MaxSubCalls = 0 },
        };
        Assert.Equal("four", (await bench.ResultAsync()).Answer);
    }

    [Fact]
    public async Task A_panic_goes_back_to_the_root_model()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { input.parse::<u64>().unwrap().to_string() }"}"""),
            ChatAnswers.Streamed("""{"op":"final","answer":"x"}"""))
        {
            RepairAttempts = 2,
        };
        Assert.Equal(("x", 0), ((await bench.ResultAsync()) is var r ? (r.Answer, r.SubCalls) : default));
    }

    [Fact]
    public async Task Code_is_written_to_an_intent()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"rust_wasm","intent":"count the lines","store":"n"}""" + Answer), ChatAnswers.Streamed(Mended));
        Assert.Equal("4", (await bench.ResultAsync()).Answer);
        var asked = bench.Server.Requests[1].Messages[1];
        Assert.Contains("count the lines", asked);
        Assert.Contains("app.log (26 bytes, 4 lines)", asked);
    }
}
