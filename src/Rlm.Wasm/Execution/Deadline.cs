namespace Rlm.Wasm.Execution;

/// <summary>
/// How long an execution may still run, asked by the epoch callbacks of its guests at every tick. The clock goes on while any
/// of its threads works, and stands still while all of them wait. Who makes it works; used by any number of threads.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="limit">Time that may be worked.</param>
/// <param name="stop">Nobody wants what still runs: cancelled with <paramref name="cancellation"/>, or before.</param>
/// <param name="cancellation">The execution was cancelled.</param>
internal sealed class Deadline(TimeProvider time, TimeSpan limit, CancellationToken stop, CancellationToken cancellation)
{
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private int _working = 1;
    private long _stoodFrom;
    private TimeSpan _stood;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return (_working > 0 ? time.GetElapsedTime(_started) : time.GetElapsedTime(_started, _stoodFrom)) - _stood;
            }
        }
    }

    public bool HasPassed => Elapsed >= limit;

    /// <summary>One thread more works.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            if (_working++ == 0)
            {
                _stood += time.GetElapsedTime(_stoodFrom);
            }
        }
    }

    /// <summary>One thread works no longer; the last one stops the clock.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_working == 0)
            {
                _stoodFrom = time.GetTimestamp();
            }
        }
    }

    /// <summary>This thread waits until the pause is disposed of.</summary>
    public Pausing Pause()
    {
        Leave();
        return new Pausing(this);
    }

    /// <summary>For the host's own long steps between two runs of the guest.</summary>
    public void ThrowIfCancelled()
    {
        // In this order: who cancelled is to see the own token.
        cancellation.ThrowIfCancellationRequested();
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the guest by throwing through it when its time is up or nobody wants its result.</summary>
    public void ThrowIfOver()
    {
        ThrowIfCancelled();
        if (HasPassed)
        {
            throw new DeadlineException();
        }
    }

    public readonly struct Pausing(Deadline deadline) : IDisposable
    {
        public void Dispose() => deadline.Enter();
    }
}

/// <summary>Travels from the epoch callback through the guest's frames to <see cref="GuestInstance"/>, never further.</summary>
internal sealed class DeadlineException : Exception;
