using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;
using Rlm.Tests.Runs;
using Rlm.Traces;

namespace Rlm.Tests.Traces;

/// <summary>Runs that something was refused to are carried out again as they were: with the refusal.</summary>
public sealed class BudgetReplayTests
{
    public static TheoryData<RunLimits, string[]> Runs => new()
    {
        { new RunLimits { MaxSubCalls = 1 }, ["""{"op":"llm_query","prompt":"one"} {"op":"llm_query","prompt":"two"}""", "first", "It is enough."] },
        { new RunLimits { MaxTokens = 12_000 }, ["""{"op":"count","what":"lines"}""", "It is four."] },
        { new RunLimits { MaxIterations = 1 }, ["""{"op":"count","what":"lines"}""", "It is four."] },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_refusal_is_replayed_too(RunLimits limits, string[] replies)
    {
        await using var bench = new RunBench([.. replies.Select(r => ChatAnswers.Streamed(r, 2_000, 6_000))]) { Limits = limits };
        var answer = (await bench.ResultAsync()).Answer;
        Assert.Equal(replies[^1], answer);
        var before = TraceReader.Read(bench.TracePath);
        using var nobody = ModelPool.Offline([new ProviderOptions { Model = "scripted" }]);
        var now = new List<RunEvent>();
        var request = bench.Request() with { Models = nobody, TracePath = null, Record = new RunRecord(before, isComplete: true) };
        await foreach (var runEvent in bench.Runner.StreamAsync(request, TestContext.Current.CancellationToken))
        {
            now.Add(runEvent);
        }

        Assert.Empty(RunReplay.Compare(before, now));
        Assert.Equal(before.OfType<BudgetReached>().Select(r => r.Budget), now.OfType<BudgetReached>().Select(r => r.Budget));
    }
}
