using Rlm.Evaluation;
using Rlm.Runs;

namespace Rlm.Cli.Eval;

/// <summary>What <c>rlm eval --json</c> prints.</summary>
internal sealed record EvalOutput(
    bool Success, RunError? Error, IReadOnlyList<string> Models, string Results, EvalFigures All, IReadOnlyList<EvalTaskSummary> Tasks)
{
    public static EvalOutput Of(EvalSummary summary, EvalSetup setup, string results) =>
        new(true, null, setup.Models, results, summary.All, summary.Tasks);
}
