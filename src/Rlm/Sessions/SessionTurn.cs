using Rlm.Runs;

namespace Rlm.Sessions;

/// <summary>One question of a session that was answered.</summary>
/// <param name="RunId">The run that answered it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Variables">What the run stored, in ordinal order of the names.</param>
public sealed record SessionTurn(
    string RunId, DateTimeOffset At, string Question, string Answer, IReadOnlyList<SessionVariable> Variables)
{
    /// <summary>What the documents were; null: the same as in the turn before.</summary>
    public IReadOnlyList<DocumentFacts>? Documents { get; init; }
}
