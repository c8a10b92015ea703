namespace Rlm.Evaluation.Matching;

/// <summary>The same text, but for blanks at the ends of lines and empty lines before and after it.</summary>
internal sealed class ExactMatcher(string truth) : AnswerMatcher
{
    private readonly string _truth = Normal(truth);

    public override string? Judge(string answer) => Normal(answer) == _truth ? null : "is not the same text";

    private static string Normal(string text) => string.Join('\n', text.Split('\n').Select(l => l.TrimEnd())).Trim();
}
