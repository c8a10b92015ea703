namespace Rlm.Wasm.Caching;

/// <summary>
/// Callers that ask for the same key at the same time share one piece of work. It is cancelled only when all of them
/// have gone; one that is cancelled leaves alone.
/// </summary>
internal sealed class SingleFlight<TResult>
{
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    public async Task<(TResult Result, bool Shared)> RunAsync(
        string key, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var flight = Join(key, work, out var shared);
        try
        {
            return (await flight.Task.WaitAsync(cancellationToken).ConfigureAwait(false), shared);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private Flight Join(string key, Func<CancellationToken, Task<TResult>> work, out bool shared)
    {
        lock (_flights)
        {
            shared = _flights.TryGetValue(key, out var flight);
            if (flight is null)
            {
                flight = new Flight();
                _flights.Add(key, flight);
                flight.Task = Task.Run(() => work(flight.Cancellation.Token));
            }

            flight.Waiting++;
            return flight;
        }
    }

    private void Leave(string key, Flight flight)
    {
        lock (_flights)
        {
            if (--flight.Waiting > 0)
            {
                return;
            }

            _flights.Remove(key);
        }

        flight.Cancellation.Cancel();
        flight.Task.ContinueWith(
            static (_, state) => ((CancellationTokenSource)state!).Dispose(),
            flight.Cancellation,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private sealed class Flight
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public Task<TResult> Task { get; set; } = null!;

        public int Waiting { get; set; }
    }
}
