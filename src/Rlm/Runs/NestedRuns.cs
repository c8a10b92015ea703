using Rlm.Documents;

namespace Rlm.Runs;

/// <summary>Runs inside a run: with commands and variables of their own, over a text of their own, within the budget of all.</summary>
public sealed class NestedRuns
{
    private readonly RunTree _tree;
    private readonly RunJournal _journal;
    private readonly int _depth;

    internal NestedRuns(RunTree tree, RunJournal journal, int depth) => (_tree, _journal, _depth) = (tree, journal, depth);

    /// <summary>Answers a question about a text.</summary>
    /// <returns>The answer, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<(string? Answer, RunError? Error)> RunAsync(string task, Text text, CancellationToken cancellationToken)
    {
        var result = await _tree.NestAsync(_journal, _depth, task, text, cancellationToken).ConfigureAwait(false);
        return (result.Answer, result.Error);
    }
}
