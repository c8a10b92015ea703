namespace Rlm.Wasm.Execution;

/// <summary>How long an execution may still run, asked by the epoch callback at every tick.</summary>
internal sealed class Deadline(TimeProvider time, TimeSpan limit, CancellationToken cancellation)
{
    private readonly long _started = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public bool HasPassed => Elapsed >= limit;

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
}

/// <summary>Travels from the epoch callback through the guest's frames to <see cref="GuestInstance"/>, never further.</summary>
internal sealed class DeadlineException : Exception;
