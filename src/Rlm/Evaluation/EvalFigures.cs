namespace Rlm.Evaluation;

/// <summary>Figures of some runs.</summary>
/// <param name="Runs">How many.</param>
/// <param name="Correct">How many of them are right.</param>
/// <param name="Accuracy">Their share, 0 to 1; null when there is no run.</param>
/// <param name="Failures">The others by cause: <c>wrong_answer</c> or the code of an error.</param>
/// <param name="Median">The middle run of each figure; null when there is no run.</param>
/// <param name="Total">The sums.</param>
public sealed record EvalFigures(
    int Runs, int Correct, double? Accuracy, IReadOnlyDictionary<string, int> Failures, EvalAmounts? Median, EvalAmounts Total)
{
    internal static EvalFigures Of(IReadOnlyList<EvalResult> results)
    {
        var correct = results.Count(r => r.Correct);
        var failures = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var cause in results.Select(r => r.Cause).OfType<string>())
        {
            failures[cause] = failures.GetValueOrDefault(cause) + 1;
        }

        return new EvalFigures(
            results.Count,
            correct,
            results.Count == 0 ? null : (double)correct / results.Count,
            failures,
            results.Count == 0 ? null : EvalAmounts.Of(results, Middle),
            EvalAmounts.Of(results, values => values.Sum()));
    }

    private static double Middle(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
