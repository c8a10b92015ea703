using System.Threading.RateLimiting;
using Rlm.Configuration;

namespace Rlm.Server.Runs;

/// <summary>So many runs go on at once, so many wait, and no key takes more than its share.</summary>
internal sealed class RunPlaces : IDisposable
{
    private readonly ConcurrencyLimiter _all;
    private readonly PartitionedRateLimiter<string>? _ofKey;
    private volatile bool _isClosed;

    public RunPlaces(ServerSettings settings)
    {
        _all = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = settings.MaxConcurrentRuns,
            QueueLimit = settings.QueueLimit,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _ofKey = settings.MaxRunsPerKey is { } most
            ? PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetConcurrencyLimiter(
                key, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 }))
            : null;
    }

    /// <summary>Runs that wait for a place.</summary>
    public long Waiting => _all.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Whether nobody gets a place any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>From now on nobody gets a place.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Waits for a place, first come first served.</summary>
    public async Task<(RunPlace? Place, RunStart? Refusal)> EnterAsync(string key, CancellationToken cancellationToken)
    {
        if (_isClosed)
        {
            return (null, Stopping());
        }

        var ofKey = _ofKey?.AttemptAcquire(key);
        if (ofKey is { IsAcquired: false })
        {
            ofKey.Dispose();
            return (null, RunStart.Refused(StartRefusal.TooManyOfKey, "As many runs of this key go on or wait as it may have. Ask again when one has ended."));
        }

        RateLimitLease? lease = null;
        try
        {
            lease = await _all.AcquireAsync(1, cancellationToken);
            if (lease.IsAcquired && !_isClosed)
            {
                var place = new RunPlace(lease, ofKey);
                (lease, ofKey) = (null, null);
                return (place, null);
            }

            return (null, _isClosed ? Stopping() : RunStart.Refused(StartRefusal.QueueFull, "As many runs wait as may. Ask again in a while."));
        }
        finally
        {
            lease?.Dispose();
            ofKey?.Dispose();
        }
    }

    public void Dispose()
    {
        _all.Dispose();
        _ofKey?.Dispose();
    }

    private static RunStart Stopping() => RunStart.Refused(StartRefusal.Stopping, "The service stops and takes no more questions. Ask again when it is back.");
}

/// <summary>A place for one run; disposing gives it back.</summary>
internal sealed class RunPlace(RateLimitLease all, RateLimitLease? ofKey) : IDisposable
{
    public void Dispose()
    {
        all.Dispose();
        ofKey?.Dispose();
    }
}
