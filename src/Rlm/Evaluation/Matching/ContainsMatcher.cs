using System.Text;

namespace Rlm.Evaluation.Matching;

/// <summary>
/// All texts stand in the answer, in upper or lower case and with any blanks between their words; not as a part of a longer
/// word or number.
/// </summary>
internal sealed class ContainsMatcher(IReadOnlyList<string> truths) : AnswerMatcher
{
    private readonly IReadOnlyList<string> _truths = [.. truths.Select(Normal)];

    public override string? Judge(string answer)
    {
        var text = Normal(answer);
        var missing = _truths.FirstOrDefault(t => !Contains(text, t));
        return missing is null ? null : $"does not contain \"{missing}\"";
    }

    private static bool Contains(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            if (!IsJoined(text, at - 1, at) && !IsJoined(text, at + part.Length - 1, at + part.Length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the two places belong to one word, or to one number with its separators.</summary>
    private static bool IsJoined(string text, int left, int right)
    {
        if (left < 0 || right >= text.Length)
        {
            return false;
        }

        var (a, b) = (text[left], text[right]);
        return (char.IsLetterOrDigit(a) && char.IsLetterOrDigit(b))
            || (char.IsDigit(a) && b is '.' or ',' && right + 1 < text.Length && char.IsDigit(text[right + 1]))
            || (a is '.' or ',' && char.IsDigit(b) && left > 0 && char.IsDigit(text[left - 1]));
    }

    private static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            normal.Append(normal.Length == 0 ? string.Empty : " ").Append(word.ToLowerInvariant());
        }

        return normal.ToString();
    }
}
