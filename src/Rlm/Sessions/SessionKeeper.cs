using Rlm.Commands;
using Rlm.Documents;
using Rlm.Runs;

namespace Rlm.Sessions;

/// <summary>Adds an answered question and what its run stored to a session.</summary>
internal sealed class SessionKeeper(
    SessionFolder folder, SessionSource source, IReadOnlyList<DocumentFacts> documents, SessionOptions options, TimeProvider time)
{
    /// <summary>Keeps it. What cannot be written is said in the event; the session is then as it was.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the session is as it was.</exception>
    public SessionSaved Keep(
        SessionState state, string runId, string question, string answer, Variables variables, CancellationToken cancellationToken)
    {
        var before = state.Variables.ToDictionary(v => v.Name, v => v.Text, StringComparer.Ordinal);
        var stored = variables.Stored.Where(v => !ReferenceEquals(v.Value, before.GetValueOrDefault(v.Key))).ToList();
        var turn = new SessionTurn(
            runId, time.GetUtcNow(), question, answer, [.. stored.Select(v => new SessionVariable(v.Key, v.Value.Length, variables.StoredBy(v.Key)))])
        {
            Documents = state.Turns.Select(t => t.Documents).LastOrDefault(d => d is not null) is { } last && last.SequenceEqual(documents) ? null : documents,
        };
        try
        {
            var turns = SessionVersions.Fit([.. state.Turns, turn], options);
            turns = SessionVersions.Drop(turns, Write(turns, stored, cancellationToken));
            folder.Write(new SessionContents(source, turns));
            return new SessionSaved(state.Name, state.Turn, Names(turns, v => v.DroppedAt is null && turns[^1].Variables.Contains(v)), Names(turns, v => v.DroppedAt == state.Turn), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new SessionSaved(
                state.Name, state.Turn, [], [], $"The session {state.Name} could not be written and is as it was before this question: {exception.Message} Make room, or move it with RLM_HOME.");
        }
    }

    /// <summary>Writes the texts of the last turn; those that could not be read, each with the reason.</summary>
    private Dictionary<string, string> Write(
        IReadOnlyList<SessionTurn> turns, List<KeyValuePair<string, Text>> stored, CancellationToken cancellationToken)
    {
        var unread = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < stored.Count; i++)
        {
            var version = new SessionVersion(turns[^1].Variables[i], turns.Count, i);
            if (version.Variable.DroppedAt is not null)
            {
                continue;
            }

            try
            {
                folder.Write(version, stored[i].Value, cancellationToken);
            }
            catch (DocumentChangedException)
            {
                unread[version.FileName] = "the document that it was a part of changed before it could be kept";
            }
        }

        return unread;
    }

    /// <summary>Of the variables as they are after the last turn.</summary>
    private static IReadOnlyList<string> Names(IReadOnlyList<SessionTurn> turns, Func<SessionVariable, bool> isMeant)
    {
        var (kept, lost, _) = SessionVersions.AsOf(turns);
        return [.. kept.Concat(lost).Select(v => v.Variable).Where(isMeant).Select(v => v.Name).Order(StringComparer.Ordinal)];
    }
}
