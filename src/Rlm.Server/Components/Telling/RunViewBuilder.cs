using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>Folds events, one after the other, into what is to be looked at. A run that is resumed is told anew.</summary>
internal sealed class RunViewBuilder
{
    private readonly Dictionary<string, NodeBuilder> _nodes = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private NodeBuilder _root = new(null, null);
    private SumFolding _sums = new();
    private RunStarted? _started;
    private RunResult? _result;
    private DateTimeOffset? _lastAt;

    /// <summary>What the given events tell.</summary>
    public static RunView Of(IEnumerable<RunEvent> events)
    {
        var builder = new RunViewBuilder();
        foreach (var runEvent in events)
        {
            builder.Add(runEvent);
        }

        return builder.View();
    }

    public void Add(RunEvent runEvent)
    {
        _lastAt = runEvent.IsTransient ? _lastAt : runEvent.At;
        var node = NodeOf(runEvent.Node);
        switch (runEvent)
        {
            case RunStarted started:
                _started = started;
                return;
            case RunResumed resumed:
                Reset();
                _notes.Add(RunNotes.Of(resumed));
                return;
            case BudgetReached reached:
                _notes.Add(RunNotes.Of(reached));
                return;
            case SessionSaved saved:
                _notes.Add(RunNotes.Of(saved));
                return;
            case RunFinished finished:
                _result = finished.Result;
                return;
            case NestedStarted nested:
                _nodes[nested.Id] = node.Nest(nested);
                break;
            case NestedFinished nested when _nodes.TryGetValue(nested.Id, out var ended):
                ended.End = nested;
                break;
            default:
                node.Add(runEvent);
                break;
        }

        _sums.Add(runEvent);
        node.AddSums(runEvent);
    }

    /// <summary>What the events up to now tell; later ones do not change it.</summary>
    public RunView View() => new()
    {
        Started = _started,
        Root = _root.View(_started?.Question ?? string.Empty, _started?.Documents.Sum(d => d.Bytes) ?? 0),
        Notes = [.. _notes],
        Result = _result,
        Sums = _sums.Sums,
        LastAt = _lastAt,
    };

    private void Reset()
    {
        _nodes.Clear();
        _notes.Clear();
        _root = new NodeBuilder(null, null);
        _sums = new SumFolding();
        _result = null;
    }

    private NodeBuilder NodeOf(string? id) => id is not null && _nodes.TryGetValue(id, out var node) ? node : _root;
}
