using System.Threading.Channels;
using Rlm.Budgets;
using Rlm.Telemetry;
using Rlm.Traces;

namespace Rlm.Runs;

/// <summary>The one place that events go through: stamped, added up, kept in the trace, then shown.</summary>
internal sealed class RunJournal
{
    private readonly Book _book;
    private readonly string? _node;
    private int _step;

    public RunJournal(TimeProvider time, RunTrace? trace, ChannelWriter<RunEvent> watchers)
        : this(new Book(time, trace, watchers), null)
    {
    }

    private RunJournal(Book book, string? node) => (_book, _node) = (book, node);

    /// <summary>The step that the run is in, for events that do not know it themselves.</summary>
    public int Step => Volatile.Read(ref _step);

    /// <summary>What all events up to now come to, those of nested runs included.</summary>
    public RunTotals Totals => _book.Totals;

    /// <summary>The nested run whose events go through here, or null.</summary>
    public string? Node => _node;

    /// <summary>The journal of a nested run: the same stream, its events marked.</summary>
    public RunJournal Nested(string node) => new(_book, node);

    public void Write(RunEvent runEvent)
    {
        if (runEvent is StepStarted started)
        {
            Volatile.Write(ref _step, started.Step);
        }

        _book.Write(runEvent with { Node = _node });
    }

    /// <summary>Nothing more happens, whether the run came to its end or not.</summary>
    public void Close() => _book.Close();

    /// <summary>Notes that a budget refused something; the first time each.</summary>
    public void WriteReached(BudgetRefusal refusal)
    {
        if (_book.IsFirst(refusal.Kind))
        {
            Write(new BudgetReached(refusal.Name, refusal.Limit));
        }
    }

    private sealed class Book(TimeProvider time, RunTrace? trace, ChannelWriter<RunEvent> watchers)
    {
        private readonly Lock _gate = new();
        private readonly HashSet<BudgetKind> _reached = [];
        private readonly RunSpans _spans = new();

        public RunTotals Totals { get; private set; } = RunTotals.Zero;

        public bool IsFirst(BudgetKind kind)
        {
            lock (_gate)
            {
                return _reached.Add(kind);
            }
        }

        public void Close()
        {
            lock (_gate)
            {
                _spans.Abort(time.GetUtcNow());
            }
        }

        public void Write(RunEvent runEvent)
        {
            lock (_gate)
            {
                var stamped = runEvent with { At = time.GetUtcNow() };
                trace?.Append(stamped);
                Totals = Totals.Add(stamped);
                _spans.Observe(stamped);
                RunMetrics.Observe(stamped);

                // The channel is unbounded: a slow watcher delays nobody.
                watchers.TryWrite(stamped);
            }
        }
    }
}
