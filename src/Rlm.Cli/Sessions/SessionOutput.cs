using Rlm.Sessions;

namespace Rlm.Cli.Sessions;

/// <summary>What <c>rlm sessions show --json</c> prints.</summary>
/// <param name="Success">True.</param>
/// <param name="Name">The session.</param>
/// <param name="Source">Its documents.</param>
/// <param name="Turns">What was asked and answered, in order.</param>
/// <param name="Variables">The variables that the next question finds, those stored last first.</param>
internal sealed record SessionOutput(
    bool Success, string Name, SessionSource Source, IReadOnlyList<SessionTurnOutput> Turns, IReadOnlyList<SessionVariableOutput> Variables)
{
    public static SessionOutput Of(string name, SessionContents contents) => new(
        true,
        name,
        contents.Source,
        [.. contents.Turns.Select(t => new SessionTurnOutput(t.RunId, t.At, t.Question, t.Answer))],
        [.. contents.Variables().Select(v => new SessionVariableOutput(v.Variable.Name, v.Variable.Bytes, v.Variable.By, v.Turn))]);
}

/// <summary>A question of a session.</summary>
internal sealed record SessionTurnOutput(string RunId, DateTimeOffset At, string Question, string Answer);

/// <summary>A variable of a session.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="By">The command that stored it.</param>
/// <param name="Turn">The question whose run stored it, from 1.</param>
internal sealed record SessionVariableOutput(string Name, long Bytes, string? By, int Turn);
