using System.Globalization;
using System.Text.Json;

namespace Rlm.Evaluation.Matching;

/// <summary>
/// The number of the answer is the true one, within a tolerance. The number is the only one of the answer, whatever stands
/// around it; of several different ones, the only one of the last line that is not empty; else it is ambiguous, and wrong.
/// With a sign of percent it may be meant as it is written or as hundredths.
/// </summary>
internal sealed class NumberMatcher(ExactNumber truth, decimal tolerance) : AnswerMatcher
{
    public static NumberMatcher? Create(JsonElement truth, JsonElement? tolerance, out string? problem)
    {
        var text = TextOf(truth, out problem);
        if (text is null || ExactNumber.Parse(text) is not { } number)
        {
            problem = "\"truth\" is not a number; write it with digits, a decimal point and nothing else";
            return null;
        }

        if (ToleranceOf(tolerance, number) is not { } amount)
        {
            problem = "\"tolerance\" is not a number from 0, nor a text such as \"1%\"";
            return null;
        }

        return new NumberMatcher(number, amount);
    }

    public override string? Judge(string answer)
    {
        var numbers = NumberFinder.All(answer);
        if (Distinct(numbers) > 1)
        {
            numbers = NumberFinder.All(answer.TrimEnd().Split('\n')[^1]);
        }

        return Distinct(numbers) switch
        {
            0 => "holds no number",
            1 => numbers.Any(IsTrue) ? null : $"is {numbers[0].Value} instead of {truth}",
            _ => "is ambiguous: holds several numbers, and its last line not exactly one",
        };
    }

    private bool IsTrue(FoundNumber number) =>
        number.Value.IsWithin(truth, tolerance) || (number.IsPercent && number.Value.Percent().IsWithin(truth, tolerance));

    private static int Distinct(IReadOnlyList<FoundNumber> numbers) => numbers.Select(n => n.Value).Distinct().Count();

    private static decimal? ToleranceOf(JsonElement? tolerance, ExactNumber truth)
    {
        if (tolerance is not { } given)
        {
            return 0;
        }

        if (given.ValueKind is JsonValueKind.Number)
        {
            return given.TryGetDecimal(out var amount) && amount >= 0 ? amount : null;
        }

        return given.ValueKind is JsonValueKind.String && given.GetString()! is { } text && text.TrimEnd().EndsWith('%')
            && decimal.TryParse(text.TrimEnd()[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 1_000
            ? truth.Share(percent / 100)
            : null;
    }
}
