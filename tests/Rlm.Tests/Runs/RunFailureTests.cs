using System.Text.Json.Nodes;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Testing.Chat;
using Rlm.Traces;

namespace Rlm.Tests.Runs;

public sealed class RunFailureTests
{
    private static readonly ChatAnswer Look = ChatAnswers.Streamed("""{"op":"find","text":"error","store":"hits"}""");

    public static TheoryData<string, string> Faults => new()
    {
        { "busy", "provider_failed" }, { "refused", "unauthorized" }, { "garbage", "bad_answer" }, { "broken", "provider_failed" }, { "gone", "provider_failed" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_model_that_fails_in_the_middle_ends_the_run_with_a_whole_trace(string fault, string code)
    {
        await using var bench = new RunBench(Look, fault switch
        {
            "busy" => ChatAnswers.Status(503, "overloaded"),
            "refused" => ChatAnswers.Status(401, "no key"),
            "garbage" => ChatAnswers.Body("text/html", "<html>"),
            "broken" => ChatAnswers.BrokenOff("{\"op\":\"final\",\"answer\":\"2"),
            _ => _ => Task.CompletedTask,
        });
        var events = await bench.RunAsync();
        var result = events.OfType<RunFinished>().Single().Result;
        Assert.Equal((false, null, code), (result.Success, result.Answer, result.Error!.Code));
        Assert.Equal(2, result.Iterations);
        Assert.Equal(15, result.Tokens.Prompt + result.Tokens.Completion);
        Assert.Equal(code, events.OfType<ModelFailed>().Single().Error.Code);
        var last = JsonNode.Parse(bench.TraceLines[^1])!;
        Assert.Equal("run_finished", (string)last["event"]!);
        Assert.Equal(code, (string)last["result"]!["error"]!["code"]!);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_an_error_of_the_run()
    {
        using var closed = new ClosedPort();
        await using var bench = new RunBench();
        using var models = ModelFactory.Create([new ProviderOptions { Model = "m", BaseUrl = closed.BaseUrl }], localOnly: true, _ => null, TimeProvider.System);
        var result = await bench.Runner.RunAsync(bench.Request() with { Models = models }, TestContext.Current.CancellationToken);
        Assert.Equal("unreachable", result.Error!.Code);
        Assert.Equal(["run_started", "prompt_built", "step_started", "model_asked", "model_failed", "run_finished"], Events(bench));
    }

    [Fact]
    public async Task Cancelling_in_the_middle_of_a_reply_leaves_a_whole_trace()
    {
        await using var bench = new RunBench(Look, ChatAnswers.SilentAfter("{\"op\":"));
        using var stop = new CancellationTokenSource();
        var seen = new List<RunEvent>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var runEvent in bench.Runner.StreamAsync(bench.Request(), stop.Token))
            {
                seen.Add(runEvent);
                if (runEvent is ModelText { Step: 2 })
                {
                    await stop.CancelAsync();
                }
            }
        });
        Assert.Equal(["run_started", "prompt_built", "step_started", "model_asked", "model_replied", "command_started", "command_finished", "step_started", "model_asked"], Events(bench));
        Assert.DoesNotContain(seen, e => e is RunFinished);
    }

    [Fact]
    public async Task Cancelling_in_the_middle_of_an_analysis_ends_it()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed(
            """{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { let mut n = 0u64; loop { n = n.wrapping_mul(31).wrapping_add(input.len() as u64); if n == 1 { break; } } n.to_string() }"}"""));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var runEvent in bench.Runner.StreamAsync(bench.Request(), stop.Token))
            {
                if (runEvent is CommandStarted)
                {
                    await stop.CancelAsync();
                }
            }
        });
        Assert.Equal(["run_started", "prompt_built", "step_started", "model_asked", "model_replied", "command_started"], Events(bench));
    }

    [Fact]
    public async Task Leaving_the_events_cancels_the_run()
    {
        var gone = new TaskCompletionSource();
        await using var bench = new RunBench(async exchange =>
        {
            await exchange.ClientGoneAsync();
            gone.SetResult();
        });
        await foreach (var runEvent in bench.Runner.StreamAsync(bench.Request(), TestContext.Current.CancellationToken))
        {
            if (runEvent is StepStarted)
            {
                await bench.Server.ArrivedAsync(TestContext.Current.CancellationToken);
                break;
            }
        }

        await gone.Task;
        Assert.Equal(["run_started", "prompt_built", "step_started", "model_asked"], Events(bench));
    }

    [Fact]
    public async Task A_document_that_changed_is_a_failed_command_and_not_the_end()
    {
        using var folder = new TempFolder();
        var path = folder.Write("a.log", string.Concat(Enumerable.Repeat("a line of a log\n", 50_000)));
        var documents = await new Rlm.Documents.DocumentLoader(new Rlm.Documents.DocumentOptions()).LoadAsync([path], null, TestContext.Current.CancellationToken);
        await using var bench = new RunBench(
            async exchange =>
            {
                // Cut short after the prompt was made and before the first command.
                await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
                {
                    file.SetLength(10);
                }

                await ChatAnswers.Streamed("""{"op":"find","text":"log"} {"op":"final","answer":"?"}""")(exchange);
            },
            ChatAnswers.Streamed("""{"op":"final","answer":"the file changed"}"""))
        {
            Documents = documents,
        };
        var events = await bench.RunAsync();
        Assert.Equal("input_changed", events.OfType<CommandFinished>().First().ErrorCode);
        Assert.Equal("the file changed", events.OfType<RunFinished>().Single().Result.Answer);
    }

    [Fact]
    public async Task A_trace_that_exists_is_not_written_over()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"final","answer":"2"}"""));
        await bench.RunAsync();
        var before = bench.TraceLines;
        await Assert.ThrowsAsync<TraceException>(() => bench.RunAsync());
        Assert.Equal(before, bench.TraceLines);
    }

    private static IEnumerable<string> Events(RunBench bench) => bench.TraceLines.Select(l => (string)JsonNode.Parse(l)!["event"]!);
}
