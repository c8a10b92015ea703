using System.Text.RegularExpressions;

namespace Rlm.Evaluation.Matching;

/// <summary>The pattern matches somewhere in the answer, of which blanks before and after are cut.</summary>
internal sealed class RegexMatcher(Regex pattern) : AnswerMatcher
{
    public static RegexMatcher? Create(string pattern, out string? problem)
    {
        var regex = BoundedPattern.Create(pattern, out problem);
        problem = problem is null ? null : $"\"truth\" {problem}";
        return regex is null ? null : new RegexMatcher(regex);
    }

    public override string? Judge(string answer) => pattern.IsMatch(answer.Trim()) ? null : "does not match the pattern";
}
