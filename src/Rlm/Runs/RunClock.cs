namespace Rlm.Runs;

/// <summary>The time of a run: when it is over, work stops, and a last turn is left.</summary>
internal sealed class RunClock : IDisposable
{
    /// <summary>Of the whole time, what is left for the last turn.</summary>
    private const double LastTurnShare = 0.1;

    private static readonly TimeSpan LongestLastTurn = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _all;
    private readonly CancellationTokenSource _lastTurn;

    public RunClock(TimeSpan whole, TimeProvider time, CancellationToken cancellationToken)
    {
        var last = whole * LastTurnShare;
        _over = new CancellationTokenSource(whole - (last < LongestLastTurn ? last : LongestLastTurn), time);
        _work = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
        _all = new CancellationTokenSource(whole, time);
        _lastTurn = CancellationTokenSource.CreateLinkedTokenSource(_all.Token, cancellationToken);
        Stop = cancellationToken;
    }

    /// <summary>Cancelled when the user stops the run.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Cancelled when the time for work is over, or the user stops the run.</summary>
    public CancellationToken Work => _work.Token;

    /// <summary>Cancelled when all of the time is over, or the user stops the run.</summary>
    public CancellationToken LastTurn => _lastTurn.Token;

    /// <summary>Whether the time for work is over.</summary>
    public bool IsOver => _over.IsCancellationRequested && !Stop.IsCancellationRequested;

    public void Dispose()
    {
        _lastTurn.Dispose();
        _all.Dispose();
        _work.Dispose();
        _over.Dispose();
    }
}
