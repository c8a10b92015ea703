namespace Rlm.Models.Http;

/// <summary>Gives a request up when nothing has been heard for a while, however long it takes in all.</summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly TimeSpan _silence;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _expired;
    private readonly CancellationTokenSource _either;

    public SilenceWatch(TimeSpan silence, TimeProvider time, CancellationToken caller)
    {
        _silence = silence;
        _caller = caller;
        _expired = new CancellationTokenSource(_silence, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_caller, _expired.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Something came: the wait begins anew.</summary>
    public void Heard() => _expired.CancelAfter(_silence);

    /// <summary>Runs a part of the request; silence becomes a <see cref="ModelException"/>.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> part, string who)
    {
        try
        {
            return await part(Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (_expired.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            throw new ModelException(
                ModelErrorCode.TimedOut,
                $"{who} was silent for {_silence.TotalSeconds:0} s and was given up. Is the model still loading? A larger `silence_timeout_secs` waits longer.",
                exception);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _expired.Dispose();
    }
}
