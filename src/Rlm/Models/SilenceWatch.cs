namespace Rlm.Models;

/// <summary>Gives a request up when nothing has been heard for a while, however long it takes in all.</summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly TimeSpan silence;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource expired;
    private readonly CancellationTokenSource either;

    public SilenceWatch(TimeSpan silence, TimeProvider time, CancellationToken caller)
    {
        this.silence = silence;
        this.caller = caller;
        expired = new CancellationTokenSource(silence, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(caller, expired.Token);
    }

    public CancellationToken Token => either.Token;

    /// <summary>Something came: the wait begins anew.</summary>
    public void Heard() => expired.CancelAfter(silence);

    /// <summary>Runs a part of the request; silence becomes a <see cref="ModelException"/>.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> part, string who)
    {
        try
        {
            return await part(Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (expired.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            throw new ModelException(
                ModelErrorCode.TimedOut,
                $"{who} was silent for {silence.TotalSeconds:0} s and was given up. Is the model still loading? A larger `silence_timeout_secs` waits longer.",
                exception);
        }
    }

    public void Dispose()
    {
        either.Dispose();
        expired.Dispose();
    }
}
