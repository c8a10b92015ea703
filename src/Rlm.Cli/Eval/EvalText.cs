using System.Globalization;
using Rlm.Evaluation;

namespace Rlm.Cli.Eval;

/// <summary>The words for figures that views and table use.</summary>
internal static class EvalText
{
    private const int MaxAnswer = 60;

    public static string Cost(double? usd) => usd is { } known ? string.Create(CultureInfo.InvariantCulture, $"${known:0.0000}") : "unknown";

    public static string Seconds(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s");

    public static string Number(double number) => number.ToString(double.IsInteger(number) ? "N0" : "N1", CultureInfo.InvariantCulture);

    public static string Share(EvalFigures figures) => figures.Accuracy is { } accuracy
        ? string.Create(CultureInfo.InvariantCulture, $"{figures.Correct}/{figures.Runs} ({100 * accuracy:0} %)")
        : "no run";

    public static string Failures(EvalFigures figures) =>
        string.Join(", ", figures.Failures.OrderByDescending(f => f.Value).Select(f => figures.Runs == 1 ? f.Key : $"{f.Key} {f.Value}"));

    /// <summary>Why a run does not count as correct, in one line.</summary>
    public static string Outcome(EvalResult result) => result switch
    {
        { Correct: true } => "correct",
        { Error: { } error } => $"{error.Code}: {OneLine(error.Message)}",
        _ => $"wrong: {OneLine(result.Answer!)} ({OneLine(result.Reason!)})",
    };

    public static string Took(EvalResult result) =>
        $"{result.Iterations} turn{(result.Iterations == 1 ? string.Empty : "s")}, {Number(result.Tokens.Prompt + result.Tokens.Completion)} tokens, {Seconds(result.TimingsMs.Total)}";

    private static string OneLine(string text)
    {
        var line = TerminalText.Clean(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return line.Length <= MaxAnswer ? line : $"{line[..MaxAnswer]}…";
    }
}
