namespace Rlm.Evaluation;

/// <summary>What runs took.</summary>
/// <param name="Iterations">Turns of the root model.</param>
/// <param name="SubCalls">Questions that commands put to a model.</param>
/// <param name="Tokens">Tokens sent and written.</param>
/// <param name="CostUsd">Price in US dollars; null when that of any of the runs is not known.</param>
/// <param name="Milliseconds">From question to end.</param>
public sealed record EvalAmounts(double Iterations, double SubCalls, double Tokens, double? CostUsd, double Milliseconds)
{
    internal static EvalAmounts Of(IReadOnlyList<EvalResult> results, Func<IReadOnlyList<double>, double> of) => new(
        of([.. results.Select(r => (double)r.Iterations)]),
        of([.. results.Select(r => (double)r.SubCalls)]),
        of([.. results.Select(r => (double)(r.Tokens.Prompt + r.Tokens.Completion))]),
        results.All(r => r.CostUsd is not null) ? of([.. results.Select(r => r.CostUsd!.Value)]) : null,
        of([.. results.Select(r => r.TimingsMs.Total)]));
}
