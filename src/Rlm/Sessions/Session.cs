using Rlm.Documents;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Sessions;

/// <summary>A session that is open: nobody else can open it until it is disposed of. Its runs come one after the other.</summary>
public sealed class Session : IDisposable
{
    private const int HandlesOpen = 64;
    private const int MaxNamed = 10;
    private const int MaxQuestion = 80;

    private readonly SessionFolder _folder;
    private readonly SessionOptions _options;
    private readonly TimeProvider _time;
    private readonly FileStream _claim;
    private readonly FileHandles _handles = new(HandlesOpen);

    internal Session(string name, SessionFolder folder, SessionOptions options, TimeProvider time, FileStream claim)
    {
        (Name, _folder, _options, _time, _claim) = (name, folder, options, time, claim);
        Contents = folder.Read();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it remembered when it was opened; null: no question of it was answered yet.</summary>
    public SessionContents? Contents { get; private set; }

    /// <summary>What the next question begins with. When its run has an answer, the session keeps it.</summary>
    /// <param name="source">How the documents were named; kept by the first question.</param>
    /// <param name="documents">The documents of the run.</param>
    /// <param name="cancellationToken">Ends the reading of documents.</param>
    /// <exception cref="SessionException">A variable cannot be read.</exception>
    /// <exception cref="DocumentChangedException">A document changed while it was read.</exception>
    public SessionState Next(SessionSource source, DocumentSet documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        Contents = _folder.Read();
        return Begin(Contents?.Turns ?? [], source, documents, keeps: true, cancellationToken);
    }

    /// <summary>What a run that was stopped began with. When it has an answer, the session keeps it.</summary>
    /// <param name="reference">The run's place, from its trace.</param>
    /// <param name="runId">The run.</param>
    /// <param name="source">How the documents were named.</param>
    /// <param name="documents">The documents of the run.</param>
    /// <param name="cancellationToken">Ends the reading of documents.</param>
    /// <exception cref="SessionException">The session has gone on without the run, is another one, or lacks a text.</exception>
    /// <exception cref="DocumentChangedException">A document changed while it was read.</exception>
    public SessionState Resume(
        SessionReference reference, string runId, SessionSource source, DocumentSet documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(source);
        var turns = Before(reference);

        // A process may have been killed after the session had the answer and before the trace did.
        var since = (Contents?.Turns ?? []).Skip(turns.Count).ToList();
        return since.Count == 0 || (since.Count == 1 && since[0].RunId == runId)
            ? Begin(turns, source, documents, keeps: true, cancellationToken)
            : throw new SessionException(
                SessionErrorCode.MovedOn,
                $"The session {Name} has gone on since the run {runId} was stopped: its question {reference.Turn} is now \"{Short(since[0].Question)}\". A run cannot be put in before that. Ask again: `rlm ask QUESTION --session {Name}`.");
    }

    /// <summary>What a run began with, to carry it out once more. The session keeps nothing of that.</summary>
    /// <param name="reference">The run's place, from its trace.</param>
    /// <param name="documents">The documents of the run.</param>
    /// <param name="cancellationToken">Ends the reading of documents.</param>
    /// <exception cref="SessionException">The session is another one, or lacks a text.</exception>
    /// <exception cref="DocumentChangedException">A document changed while it was read.</exception>
    public SessionState Replay(SessionReference reference, DocumentSet documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Begin(Before(reference), null, documents, keeps: false, cancellationToken);
    }

    /// <summary>Lets others open it. Texts of its states can no longer be read.</summary>
    public void Dispose()
    {
        _handles.Dispose();
        _claim.Dispose();
    }

    /// <summary>The turns before a run's.</summary>
    private List<SessionTurn> Before(SessionReference reference)
    {
        Contents = _folder.Read();
        var turns = (Contents?.Turns ?? []).Take(reference.Turn - 1).ToList();
        return turns.Count == reference.Turn - 1 && (turns.Count == 0 || turns[^1].RunId == reference.After)
            ? turns
            : throw new SessionException(
                SessionErrorCode.MovedOn,
                $"The run answers question {reference.Turn} of the session {Name}, but the questions before it are no longer there: the session was deleted, or begun anew. Ask again with `rlm ask`.");
    }

    private SessionState Begin(
        IReadOnlyList<SessionTurn> turns, SessionSource? source, DocumentSet documents, bool keeps, CancellationToken cancellationToken)
    {
        var (kept, lost, gone) = SessionVersions.AsOf(turns);
        if (gone.Count > 0)
        {
            throw new SessionException(
                SessionErrorCode.TextGone,
                $"The run began with variables that the session {Name} no longer keeps: {string.Join(", ", gone.Take(MaxNamed).Select(v => v.Variable.Name))}. They were dropped to make room. Its answer is in `rlm sessions show {Name}` if it was given; else ask again with `rlm ask`.");
        }

        var facts = RunTracing.Facts(documents, cancellationToken);
        return new SessionState
        {
            Name = Name,
            Turns = turns,
            Variables = [.. kept.Select(v => new SessionText(v.Variable.Name, _folder.Open(v, _handles), v.Variable.By, turns[v.Turn - 1].Question))],
            Lost = [.. lost.Select(v => v.Variable)],
            Changes = Changes(turns, facts),
            HistoryLimit = _options.HistoryLimit,
            Keeper = keeps ? new SessionKeeper(_folder, Contents?.Source ?? source!, facts, _options, _time) : null,
        };
    }

    /// <summary>Since which of the questions the documents are others.</summary>
    private static string? Changes(IReadOnlyList<SessionTurn> turns, IReadOnlyList<DocumentFacts> now)
    {
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            var then = turns.Take(i + 1).Select(t => t.Documents).LastOrDefault(d => d is not null) ?? [];
            if (RunTracing.Differences(then, now) is { Count: > 0 } differences)
            {
                var more = differences.Count > MaxNamed ? $" and {differences.Count - MaxNamed} more" : string.Empty;
                return $"The documents changed after \"{Short(turns[i].Question)}\" was answered: {string.Join(", ", differences.Take(MaxNamed))}{more}. " +
                    "That answer and all before it, and the variables stored for them, rest on what the documents were.";
            }
        }

        return null;
    }

    private static string Short(string question) => SessionHistory.Line(question, MaxQuestion);
}
