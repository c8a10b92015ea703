using Rlm.Evaluation.Matching;

namespace Rlm.Evaluation;

/// <summary>A question with a known answer.</summary>
public sealed record EvalTask
{
    private readonly AnswerMatcher _matcher;

    internal EvalTask(string id, string query, IReadOnlyList<string> files, string truth, AnswerMatcher matcher) =>
        (Id, Query, Files, Truth, _matcher) = (id, query, files, truth, matcher);

    /// <summary>Its name, of which there is one in a file.</summary>
    public string Id { get; }

    /// <summary>What is asked.</summary>
    public string Query { get; }

    /// <summary>What it is asked of, as paths from the current folder: files, folders, globs, archives.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The true answer, as it stands in the file; a list as JSON.</summary>
    public string Truth { get; }

    /// <summary>Judges an answer.</summary>
    /// <returns>Null when it is right, else why it is wrong.</returns>
    public string? Judge(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return _matcher.Judge(answer);
    }
}
