using Rlm.Evaluation;
using Rlm.Runs;
using Rlm.Testing;

namespace Rlm.Tests.Evaluation;

public sealed class EvalSummaryTests
{
    [Fact]
    public void Figures_are_medians_and_sums_by_task_and_over_all()
    {
        var summary = Summary(
            Result("a", 1), Result("a", 2) with { Correct = false, Iterations = 5 }, Result("a", 3) with { Correct = false },
            Result("b", 1) with { Correct = false, Answer = null, Error = new RunError("unreachable", "no"), Iterations = 1 });
        Assert.Equal((3, 1, 2.0), (summary.Tasks[0].Figures.Runs, summary.Tasks[0].Figures.Correct, summary.Tasks[0].Figures.Median!.Iterations));
        Assert.Equal((4, 1, 0.25), (summary.All.Runs, summary.All.Correct, summary.All.Accuracy));
        Assert.Equal([KeyValuePair.Create("unreachable", 1), KeyValuePair.Create("wrong_answer", 2)], summary.All.Failures);
        Assert.Equal(new EvalAmounts(10, 4, 480, 2.0, 40), summary.All.Total);
        Assert.Equal(new EvalAmounts(2, 1, 120, 0.5, 10), summary.All.Median);
    }

    [Fact]
    public void A_cost_that_is_not_known_is_not_zero()
    {
        var summary = Summary(Result("a", 1), Result("b", 1) with { CostUsd = null });
        Assert.Null(summary.All.Total.CostUsd);
        Assert.Null(summary.All.Median!.CostUsd);
        Assert.Equal(0.5, summary.Tasks[0].Figures.Total.CostUsd);
    }

    [Fact]
    public void Without_runs_there_is_no_accuracy()
    {
        var summary = Summary(Result("other", 1), Result("a", 4));
        Assert.Equal((0, null, null), (summary.All.Runs, summary.All.Accuracy, summary.All.Median));
        Assert.Empty(summary.Tasks);
    }

    private static EvalResult Result(string task, int run) => EvalResultFileTests.Result(task, run);

    private static EvalSummary Summary(params EvalResult[] results)
    {
        using var folder = new TempFolder();
        folder.Write("a.txt", "1");
        var lines = new[] { "a", "b" }.Select(i => $$"""{"id":"{{i}}","query":"q","files":["a.txt"],"truth":"1","match":"exact"}""");
        var tasks = EvalTaskFile.Load(folder.Write("t.jsonl", string.Join('\n', lines)), out _)!;
        return EvalSummary.Of(tasks, results, runs: 3);
    }
}
