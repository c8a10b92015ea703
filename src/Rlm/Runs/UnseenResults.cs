namespace Rlm.Runs;

/// <summary>What the commands of a turn came to before the model has seen it; a final answer in the same turn may rest on it.</summary>
internal sealed class UnseenResults
{
    private bool _any;
    private long _skipped;

    public void Add(CommandFinished finished)
    {
        _any |= finished.Stored is not null;
        _skipped += finished.Analysis?.SkippedLines ?? 0;
    }

    /// <summary>Why the model should see the answer before it counts, or null.</summary>
    public string? Doubt(string answer) => _any ? AnswerDoubt.Of(answer, _skipped) : answer.Trim().Length == 0 ? "it is empty" : null;
}
