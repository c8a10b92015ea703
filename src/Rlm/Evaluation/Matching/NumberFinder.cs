using System.Text.RegularExpressions;

namespace Rlm.Evaluation.Matching;

/// <summary>
/// Finds the numbers of a text. Thousands may be apart by a comma, an apostrophe, an underscore or a narrow blank; the
/// decimal sign is a point. Digits in a name (<c>p50</c>, <c>GPT-4</c>) are none; a unit after a number is nothing to it;
/// a minus after a letter or digit is a hyphen.
/// </summary>
internal static partial class NumberFinder
{
    public static IReadOnlyList<FoundNumber> All(string text) => [.. Pattern.Matches(text).Select(Read).OfType<FoundNumber>()];

    [GeneratedRegex(
        """
        (?:(?<![\p{L}\p{Nd}_])(?<sign>[-+\u2212]))?[$€£¥]?(?<![\p{L}\p{Nd}_]|\p{L}-)
        (?<digits>(?:[0-9]{1,3}(?:(?<apart>[,'’_\u00A0\u2009\u202F])[0-9]{3})(?:\k<apart>[0-9]{3})*(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)
        (?:[eE](?<power>[-+]?[0-9]{1,4})(?!\w)|\ ?[x×*]\ ?10\^(?<power>[-+\u2212]?[0-9]{1,4})(?![0-9]))?
        (?<percent>\ ?%)?
        """,
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Pattern { get; }

    private static FoundNumber? Read(Match match)
    {
        var digits = string.Concat(match.Groups["digits"].Value.Where(c => char.IsAsciiDigit(c) || c == '.'));
        var power = match.Groups["power"] is { Success: true } p ? $"e{Sign(p.Value)}" : string.Empty;
        return ExactNumber.Parse($"{Sign(match.Groups["sign"].Value)}{digits}{power}") is { } value
            ? new FoundNumber(value, match.Groups["percent"].Success)
            : null;
    }

    private static string Sign(string text) => text.Replace('\u2212', '-');
}
