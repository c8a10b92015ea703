using System.Runtime.CompilerServices;
using Rlm.Runs;

namespace Rlm.Server.Runs;

/// <summary>
/// A run that goes on, and everybody who watches it. Its events are the run's own; each watcher goes through them at his own
/// pace, so that a slow one holds nobody up.
/// </summary>
internal sealed class LiveRun : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<RunPiece?> _pieces = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _firstTransient;
    private long _kept;

    /// <summary>Makes one.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="owner">The key that it was asked with.</param>
    /// <param name="before">What its trace held already, for a run that goes on.</param>
    public LiveRun(string id, string owner, IReadOnlyList<RunEvent> before)
    {
        (Id, Owner) = (id, owner);
        foreach (var runEvent in before)
        {
            Add(runEvent);
        }
    }

    public string Id { get; }

    public string Owner { get; }

    /// <summary>Whether it can go on after the service was stopped: its model is the service's own.</summary>
    public bool CanBeParked { get; init; } = true;

    /// <summary>Cancelled when it is to stop.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Why it was stopped.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>What it came to; null until then, and for a run that was stopped.</summary>
    public RunResult? Result { get; private set; }

    /// <summary>Why it ended without a result of its own, or null.</summary>
    public RunError? Failure { get; private set; }

    /// <summary>Completes when nothing more happens.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How many watch.</summary>
    public int Watchers { get; private set; }

    /// <summary>Raised when the last watcher leaves a run that goes on.</summary>
    public event Action<LiveRun>? Left;

    public void Add(RunEvent runEvent)
    {
        lock (_gate)
        {
            if (runEvent is ModelReplied or CommandFinished)
            {
                // What was of use while it happened has happened: who lags behind is told the whole instead.
                for (var i = _firstTransient; i < _pieces.Count; i++)
                {
                    _pieces[i] = _pieces[i] is { Number: not null } kept ? kept : null;
                }

                _firstTransient = _pieces.Count;
            }

            _pieces.Add(new RunPiece(runEvent.IsTransient ? null : ++_kept, runEvent));
            Result = (runEvent as RunFinished)?.Result ?? Result;
        }

        Wake();
    }

    /// <summary>Asks it to stop; the first reason counts.</summary>
    public void Stop(StopReason reason)
    {
        lock (_gate)
        {
            if (Reason != StopReason.None || _ended.Task.IsCompleted)
            {
                return;
            }

            Reason = reason;
        }

        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came to its end in this very moment.
        }
    }

    /// <summary>Nothing more happens.</summary>
    /// <param name="failure">Why it has no result of its own, or null.</param>
    public void End(RunError? failure)
    {
        lock (_gate)
        {
            Failure = failure;
            _ended.TrySetResult();
        }

        Wake();
    }

    /// <summary>Gives the events, those that happened already first, and ends with the run.</summary>
    /// <param name="after">The number of the last event that the watcher has; 0 for none.</param>
    /// <param name="cancellationToken">Ends the watching, not the run.</param>
    public async IAsyncEnumerable<RunPiece> WatchAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Watchers++;
        }

        try
        {
            for (var next = Start(after); ;)
            {
                var (pieces, changed, isOver) = Take(ref next);
                foreach (var piece in pieces)
                {
                    yield return piece;
                }

                if (isOver)
                {
                    yield break;
                }

                await changed.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Leave();
        }
    }

    public void Dispose() => _stop.Dispose();

    private int Start(long after)
    {
        lock (_gate)
        {
            return after <= 0 ? 0 : _pieces.FindIndex(p => p?.Number == after) + 1;
        }
    }

    private (IReadOnlyList<RunPiece> Pieces, Task Changed, bool IsOver) Take(ref int next)
    {
        lock (_gate)
        {
            IReadOnlyList<RunPiece> pieces = [.. _pieces.Skip(next).OfType<RunPiece>()];
            next = _pieces.Count;
            return (pieces, _changed.Task, _ended.Task.IsCompleted);
        }
    }

    private void Leave()
    {
        bool wasLast;
        lock (_gate)
        {
            wasLast = --Watchers == 0 && !_ended.Task.IsCompleted;
        }

        if (wasLast)
        {
            Left?.Invoke(this);
        }
    }

    private void Wake()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }
}
