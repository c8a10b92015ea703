namespace Rlm.Testing;

/// <summary>
/// A clock whose waits a test decides. Waits up to a length are over at once and written down; longer ones last until
/// <see cref="EndLongWaits()"/>.
/// </summary>
public sealed class TestTime(TimeSpan atOnce) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly List<Timer> _sleeping = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _awaited = [];
    private int _longWaits;

    /// <summary>The waits that were over at once, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>Ends when so many long waits have begun, those that began anew among them.</summary>
    public Task LongWaitsBegun(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _awaited.Add((count, reached));
        }

        return reached.Task;
    }

    /// <summary>Ends every wait that is still on.</summary>
    public void EndLongWaits() => EndLongWaits(TimeSpan.MaxValue);

    /// <summary>Ends every wait that is still on and was to be no longer than this.</summary>
    public void EndLongWaits(TimeSpan upTo)
    {
        List<Timer> due;
        lock (_gate)
        {
            due = _sleeping.FindAll(t => t.Length <= upTo);
            _sleeping.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Schedule(Timer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _sleeping.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            if (dueTime > atOnce)
            {
                _sleeping.Add(timer);
                _longWaits++;
                _awaited.FindAll(a => a.Count == _longWaits).ForEach(a => a.Reached.TrySetResult());
                return;
            }

            _waits.Add(dueTime);
        }

        ThreadPool.QueueUserWorkItem(static t => t.Fire(), timer, preferLocal: false);
    }

    private void Forget(Timer timer)
    {
        lock (_gate)
        {
            _sleeping.Remove(timer);
        }
    }

    private sealed class Timer(TestTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Length { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Length = dueTime;
            time.Schedule(this, dueTime);
            return true;
        }

        public void Dispose() => time.Forget(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
