namespace Rlm.Wasm.Execution;

/// <summary>How long an execution may still run, asked by the epoch callback at every tick. Used by one guest thread at a time.</summary>
internal sealed class Deadline(TimeProvider time, TimeSpan limit, CancellationToken cancellation)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Time in which the clock stood still.</summary>
    public TimeSpan Paused { get; private set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_started) - Paused;

    public bool HasPassed => Elapsed >= limit;

    /// <summary>The clock stands still until the pause is disposed of. No guest runs meanwhile, so none asks.</summary>
    public Pausing Pause() => new(this, time.GetTimestamp());

    /// <summary>For the host's own long steps between two runs of the guest.</summary>
    public void ThrowIfCancelled() => cancellation.ThrowIfCancellationRequested();

    /// <summary>Ends the guest by throwing through it when its time is up or nobody wants its result.</summary>
    public void ThrowIfOver()
    {
        cancellation.ThrowIfCancellationRequested();
        if (HasPassed)
        {
            throw new DeadlineException();
        }
    }

    public readonly struct Pausing(Deadline deadline, long began) : IDisposable
    {
        public void Dispose() => deadline.Paused += deadline.Since(began);
    }

    private TimeSpan Since(long began) => time.GetElapsedTime(began);
}

/// <summary>Travels from the epoch callback through the guest's frames to <see cref="GuestInstance"/>, never further.</summary>
internal sealed class DeadlineException : Exception;
