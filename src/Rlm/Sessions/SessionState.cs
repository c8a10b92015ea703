using Rlm.Commands;

namespace Rlm.Sessions;

/// <summary>What one run of a session begins with. It lives as long as the <see cref="Session"/> that it came from.</summary>
public sealed record SessionState
{
    /// <summary>The session.</summary>
    public required string Name { get; init; }

    /// <summary>Which of its questions comes now, from 1.</summary>
    public int Turn => Turns.Count + 1;

    /// <summary>What was asked and answered before, in order.</summary>
    public IReadOnlyList<SessionTurn> Turns { get; init; } = [];

    /// <summary>The variables, those stored last first.</summary>
    public IReadOnlyList<SessionText> Variables { get; init; } = [];

    /// <summary>Variables that were stored and are no longer kept.</summary>
    public IReadOnlyList<SessionVariable> Lost { get; init; } = [];

    /// <summary>Which documents changed since which question, in a sentence for the model; null when none did.</summary>
    public string? Changes { get; init; }

    /// <summary>Characters of earlier questions and answers that a model is told; see <see cref="SessionOptions.HistoryLimit"/>.</summary>
    public int HistoryLimit { get; init; } = new SessionOptions().HistoryLimit;

    /// <summary>Its place, for the trace.</summary>
    public SessionReference Reference => new(Name, Turn, Turns.Count == 0 ? null : Turns[^1].RunId);

    /// <summary>What is kept when the run has an answer; null: nothing.</summary>
    internal SessionKeeper? Keeper { get; init; }

    /// <summary>The variables of a run that begins with this.</summary>
    internal void LoadInto(Variables variables)
    {
        foreach (var text in Variables)
        {
            variables.TrySet(text.Name, text.Text);
        }
    }
}
