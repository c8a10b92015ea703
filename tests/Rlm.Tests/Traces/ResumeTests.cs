using System.Globalization;
using Rlm.Runs;
using Rlm.Testing.Chat;
using Rlm.Tests.Runs;
using Rlm.Traces;

namespace Rlm.Tests.Traces;

public sealed class ResumeTests
{
    private static readonly string[] Replies =
    [
        """{"op":"find","text":"error","store":"hits"} {"op":"llm_query","prompt":"one","store":"a"}""",
        """{"op":"llm_map","prompt":"part","on":"app.log","chunk_size":200,"store":"b"} {"op":"rlm_query","task":"inside","on":"hits","store":"c"}""",
        """{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { format!(\"{} {}\", input.lines().count(), rlm::llm_query(\"two\").unwrap_or_else(|e| e)) }","store":"d"}""",
        """{"op":"final","answer":"${a} ${b} ${c} ${d}"}""",
    ];

    /// <summary>Answers by what is asked, as a model without memory does.</summary>
    private static string Answer(ScriptedRequest request)
    {
        var messages = request.Messages;
        return messages[^1] switch
        {
            "user: one" => "A",
            "user: two" => "B",
            var m when m.StartsWith("user: part", StringComparison.Ordinal) => "P",
            "user: Question: inside" => """{"op":"final","answer":"C"}""",
            _ => Replies[(messages.Count - 2) / 2],
        };
    }

    private static string Key(ScriptedRequest request) => string.Join('\n', request.Messages);

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(21)]
    [InlineData(26)]
    [InlineData(33)]
    public async Task What_was_answered_is_not_asked_again(int stopAfter)
    {
        await using var bench = new RunBench { RepairAttempts = 0 };
        bench.Server.Otherwise = ChatAnswers.By(Answer);
        using var stop = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var runEvent in bench.Runner.StreamAsync(bench.Request(), stop.Token))
            {
                if (++seen == stopAfter)
                {
                    await stop.CancelAsync();
                }
            }
        });

        // A killed process may leave half a line.
        await File.AppendAllTextAsync(bench.TracePath, "{\"event\":\"model_re", TestContext.Current.CancellationToken);
        var before = TraceReader.Read(bench.TracePath);
        var known = before.OfType<ModelReplied>().Select(r => r.Key).ToHashSet();
        var asked = bench.Server.Requests.Count;
        var result = await bench.Runner.RunAsync(bench.Request() with { Record = new RunRecord(before) }, TestContext.Current.CancellationToken);
        Assert.Equal("A P C 4 B", result.Answer);
        Assert.Equal(4, result.SubCalls);
        Assert.InRange(bench.Server.Requests.Count - asked, 0, 8 - known.Count);
        var inFlight = asked - known.Count;
        Assert.InRange(bench.Server.Requests.GroupBy(Key).Sum(g => g.Count() - 1), 0, inFlight);
        var events = TraceReader.Read(bench.TracePath);
        Assert.Equal(known, TraceReader.LastPart(events).OfType<ModelReplied>().Where(r => r.Recorded).Select(r => r.Key).ToHashSet());
        Assert.Equal(8, TraceReader.LastPart(events).OfType<ModelReplied>().Count());
    }

    [Fact]
    public async Task A_replay_asks_nobody_and_gives_the_same()
    {
        await using var bench = new RunBench();
        bench.Server.Otherwise = ChatAnswers.By(Answer);
        await bench.RunAsync();
        var before = TraceReader.Read(bench.TracePath);
        var asked = bench.Server.Requests.Count;
        using var nobody = Models.Offline();
        var now = new List<RunEvent>();
        var request = bench.Request() with { Models = nobody, TracePath = null, Record = new RunRecord(before, isComplete: true) };
        await foreach (var runEvent in bench.Runner.StreamAsync(request, TestContext.Current.CancellationToken))
        {
            now.Add(runEvent);
        }

        Assert.Equal(asked, bench.Server.Requests.Count);
        Assert.Empty(RunReplay.Compare(before, now));
        Assert.Equal("A P C 4 B", now.OfType<RunFinished>().Single().Result.Answer);
    }

    [Fact]
    public async Task A_replay_over_another_document_tells_what_differs()
    {
        await using var bench = new RunBench();
        bench.Server.Otherwise = ChatAnswers.By(Answer);
        await bench.RunAsync();
        var before = TraceReader.Read(bench.TracePath);
        using var other = Rlm.Documents.DocumentSet.Of([("app.log", Rlm.Documents.Text.FromText("ok 1\n"))]);
        var now = new List<RunEvent>();
        var request = bench.Request() with { Documents = other, TracePath = null, Record = new RunRecord(before, isComplete: true) };
        await foreach (var runEvent in bench.Runner.StreamAsync(request, TestContext.Current.CancellationToken))
        {
            now.Add(runEvent);
        }

        Assert.Contains(RunReplay.Compare(before, now), d => d.Where == "turn 1, command 1 (find)");
        Assert.Equal(["app.log has changed"], RunTracing.Differences(before.OfType<RunStarted>().Single().Documents, RunTracing.Facts(other, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_answering_analysis_can_be_exported()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed(
            """{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { input.lines().count().to_string() }","on":"app.log","store":"n"} {"op":"final_var","name":"n"}"""));
        await bench.RunAsync();
        var export = RunExport.Find(TraceReader.Read(bench.TracePath))!;
        Assert.Contains("lines().count()", export.Code);
        Assert.Equal("app.log", export.On);
    }

    [Fact]
    public async Task Runs_are_listed_found_deleted_and_pruned()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"final","answer":"2"}"""), ChatAnswers.Status(400, "no"));
        var folder = Path.GetDirectoryName(bench.TracePath)!;
        var store = new RunStore(folder, TimeProvider.System);
        Assert.Empty(store.List());
        for (var i = 1; i <= 2; i++)
        {
            await bench.Runner.RunAsync(
                bench.Request() with { RunId = $"run-{i}", TracePath = store.PathOf($"run-{i}") }, TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(store.PathOf("strange"), "not a trace\n", TestContext.Current.CancellationToken);
        var started = File.ReadLines(store.PathOf("run-1")).First();
        await File.WriteAllTextAsync(store.PathOf("run-0"), started + "\n{\"ev", TestContext.Current.CancellationToken);
        Assert.Equal(
            ["strange Unreadable ", "run-2 Failed ", "run-1 Done 2", "run-0 Interrupted "],
            store.List().Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Id} {r.Status} {r.Answer}")));
        using (RunTrace.Continue(store.PathOf("run-0")))
        {
            Assert.Equal(RunStatus.Running, store.List().Single(r => r.Id == "run-0").Status);
            Assert.Throws<TraceException>(() => store.Delete("run-0"));
            Assert.Throws<TraceException>(() => RunTrace.Continue(store.PathOf("run-0")));
        }

        Assert.Equal("strange", store.Find("last"));
        Assert.Equal("run-1", store.Find("run-1"));
        Assert.Contains("3 runs begin with run", Assert.Throws<TraceException>(() => store.Find("run")).Message);
        Assert.Contains("There is no run x", Assert.Throws<TraceException>(() => store.Find("x")).Message);
        store.Delete("run-1");
        Assert.Equal(["run-2", "run-0"], store.Prune(null, keep: 1));
        Assert.Equal(["strange"], store.List().Select(r => r.Id));
    }

    private static class Models
    {
        public static Rlm.Models.ModelPool Offline() => Rlm.Models.ModelPool.Offline([new Rlm.Models.ProviderOptions { Model = "scripted" }]);
    }
}
