namespace Rlm.Sessions;

/// <summary>All that a session remembers, but for the texts of its variables.</summary>
/// <param name="Source">Its documents.</param>
/// <param name="Turns">What was asked and answered, in order.</param>
public sealed record SessionContents(SessionSource Source, IReadOnlyList<SessionTurn> Turns)
{
    /// <summary>The variables that the next question finds, each with the turn that stored it, from 1; those stored last first.</summary>
    public IReadOnlyList<(SessionVariable Variable, int Turn)> Variables() =>
        [.. SessionVersions.AsOf(Turns).Kept.Select(v => (v.Variable, v.Turn))];
}
