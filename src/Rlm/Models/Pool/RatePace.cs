namespace Rlm.Models.Pool;

/// <summary>
/// A bucket that holds a minute's worth and fills steadily, as providers count. Whoever takes more than is in it waits
/// until it would be there again; later ones wait behind.
/// </summary>
/// <remarks>
/// System.Threading.RateLimiting is not used: it keeps its own clock, refuses what is larger than the bucket, and cannot take
/// back what a request turned out not to need.
/// </remarks>
internal sealed class RatePace(int perMinute, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _there = perMinute;
    private long _filled = time.GetTimestamp();

    /// <summary>Waits until so much may be taken; gives back how much was.</summary>
    public async Task<double> TakeAsync(double amount, CancellationToken cancellationToken)
    {
        var taken = Math.Min(amount, perMinute);
        var wait = Reserve(taken);
        if (wait <= TimeSpan.Zero)
        {
            return taken;
        }

        try
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Return(taken);
            throw;
        }

        return taken;
    }

    /// <summary>Gives back what was not needed; a negative amount takes what was needed beyond that.</summary>
    public void Return(double amount)
    {
        lock (_gate)
        {
            _there = Math.Min(_there + amount, perMinute);
        }
    }

    private TimeSpan Reserve(double amount)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _there = Math.Min(_there + (time.GetElapsedTime(_filled, now).TotalMinutes * perMinute), perMinute) - amount;
            _filled = now;
            return _there >= 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(-_there / perMinute);
        }
    }
}
