using System.Globalization;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;
using Rlm.Traces;

namespace Rlm.Tests.Runs;

/// <summary>Chunks of an analysis that ask while others ask, within one run.</summary>
public sealed class ParallelAnalysisTests
{
    private const int Chunks = 5;

    /// <summary>Each chunk asks what another one asks too, something of its own, a run inside, and a variable.</summary>
    private const string Code =
        """
        pub fn analyze(input: &str) -> Result<String, String> {
            let first = input.lines().next().unwrap_or("");
            let own = rlm::llm_query(format!("own {first}"))?;
            let shared = rlm::llm_query("shared")?;
            let inside = rlm::rlm_query("inside", first)?;
            Ok(format!("{own}{shared}{inside}{}", rlm::var("v")?))
        }
        pub fn merge(parts: &[String]) -> String { parts.join(" ") }
        """;

    private static readonly string[] Replies =
    [
        $$"""{"op":"set","name":"v","value":"V"} {"op":"rust_wasm","code":{{System.Text.Json.JsonSerializer.Serialize(Code)}},"on":"big.log","store":"d"}""",
        """{"op":"final_var","name":"d"}""",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Lines of 64 bytes, of which the first of each chunk is known: each holds its number.</summary>
    private static DocumentSet Large() => DocumentSet.Of(
        [("big.log", Text.FromText(string.Concat(Enumerable.Range(0, Chunks * (4 << 20) / 64).Select(i => i.ToString("D63", CultureInfo.InvariantCulture) + "\n"))))]);

    [Fact]
    public async Task All_get_their_answers_and_what_is_asked_twice_is_asked_once()
    {
        await using var bench = new RunBench { Documents = Large() };
        bench.Server.Otherwise = ChatAnswers.By(Answer);
        var events = await bench.RunAsync();

        Assert.Equal("O0SIV O65536SIV O131072SIV O196608SIV O262144SIV", events.OfType<RunFinished>().Single().Result.Answer);
        Assert.Equal(Chunks, events.OfType<CommandFinished>().Single(e => e.Analysis is not null).Analysis!.Chunks);
        Assert.Single(bench.Server.Requests, r => r.Messages[^1] == "user: shared");
        Assert.Equal(Chunks, events.OfType<NestedFinished>().Count());

        var progress = events.OfType<AnalysisProgressed>().ToList();
        Assert.Equal(Enumerable.Range(1, Chunks), progress.Select(p => p.Done));
        Assert.All(progress, p => Assert.Equal((1, Chunks), (p.Step, p.Chunks)));
        Assert.DoesNotContain(TraceReader.Read(bench.TracePath), e => e is AnalysisProgressed);
    }

    [Fact]
    public async Task A_replay_asks_nobody_and_gives_the_same()
    {
        await using var bench = new RunBench { Documents = Large() };
        bench.Server.Otherwise = ChatAnswers.By(Answer);
        await bench.RunAsync();
        var before = TraceReader.Read(bench.TracePath);
        var asked = bench.Server.Requests.Count;
        using var nobody = ModelPool.Offline([new ProviderOptions { Model = "scripted" }]);
        var now = new List<RunEvent>();
        await foreach (var runEvent in bench.Runner.StreamAsync(bench.Request() with { Models = nobody, TracePath = null, Record = new RunRecord(before, isComplete: true) }, Stop))
        {
            now.Add(runEvent);
        }

        Assert.Equal(asked, bench.Server.Requests.Count);
        Assert.Empty(RunReplay.Compare(before, now));
        Assert.Equal("O0SIV O65536SIV O131072SIV O196608SIV O262144SIV", now.OfType<RunFinished>().Single().Result.Answer);
    }

    [Fact]
    public async Task The_budget_of_calls_is_one_for_all_chunks()
    {
        const int most = 4;
        await using var bench = new RunBench { Documents = Large(), Limits = new RunLimits { MaxSubCalls = most } };
        bench.Server.Otherwise = ChatAnswers.By(Answer);
        var events = await bench.RunAsync();

        // Of those that were granted, one may be ended before it is sent, when a chunk before it fails.
        Assert.InRange(bench.Server.Requests.Count(r => r.Messages[^1] == "user: shared" || r.Messages[^1].StartsWith("user: own", StringComparison.Ordinal)), 1, most);
        Assert.Single(events.OfType<BudgetReached>());
        Assert.False(events.OfType<CommandFinished>().Last(e => e.Analysis is not null).Success);
    }

    private static string Answer(ScriptedRequest request) => request.Messages[^1] switch
    {
        "user: shared" => "S",
        "user: Question: inside" => """{"op":"final","answer":"I"}""",
        var m when m.StartsWith("user: own ", StringComparison.Ordinal) => "O" + long.Parse(m["user: own ".Length..], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => Replies[Math.Min((request.Messages.Count - 2) / 2, Replies.Length - 1)],
    };
}
