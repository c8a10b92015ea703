namespace Rlm.Testing;

/// <summary>
/// A clock whose waits a test decides. Waits up to a length are over at once and written down; longer ones last until
/// <see cref="EndLongWaits"/>.
/// </summary>
public sealed class TestTime(TimeSpan atOnce) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];
    private readonly List<Timer> sleeping = [];

    /// <summary>The waits that were over at once, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate)
            {
                return [.. waits];
            }
        }
    }

    /// <summary>Ends every wait that is still on.</summary>
    public void EndLongWaits()
    {
        List<Timer> due;
        lock (gate)
        {
            due = [.. sleeping];
            sleeping.Clear();
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
        lock (gate)
        {
            sleeping.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            if (dueTime > atOnce)
            {
                sleeping.Add(timer);
                return;
            }

            waits.Add(dueTime);
        }

        ThreadPool.QueueUserWorkItem(static t => t.Fire(), timer, preferLocal: false);
    }

    private void Forget(Timer timer)
    {
        lock (gate)
        {
            sleeping.Remove(timer);
        }
    }

    private sealed class Timer(TestTime time, TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
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
