namespace Rlm.Wasm.Execution;

/// <summary>
/// The calls of one execution to its host, over all of its instances: counted, waited for on the guest's thread while the
/// deadline stands still.
/// </summary>
/// <param name="host">Who answers, or null.</param>
/// <param name="context">The context of who started the execution. Guest threads are shared: what the host leaves in it goes no further.</param>
/// <param name="deadline">The clock that stands still meanwhile.</param>
/// <param name="cancellationToken">Nobody wants the result any more.</param>
internal sealed class HostCalls(IHostCalls? host, ExecutionContext? context, Deadline deadline, CancellationToken cancellationToken)
{
    /// <summary>Calls of one execution; each prompt of a batch is one.</summary>
    public const int MaxCalls = 10_000;

    /// <summary>All texts of one call together.</summary>
    public const long MaxRequestBytes = 64 << 20;

    private int _made;

    /// <summary>Why so many calls more may not be made, or null and they are counted.</summary>
    public string? Refuse(uint count)
    {
        if (host is null)
        {
            return GuestErrors.NobodyToAsk;
        }

        if (_made + (long)count > MaxCalls)
        {
            return GuestErrors.TooManyCalls(MaxCalls, _made, count);
        }

        _made += (int)count;
        return null;
    }

    public IReadOnlyList<HostReply> Ask(IReadOnlyList<string> prompts)
    {
        var replies = Wait(() => host!.AskAsync(prompts, cancellationToken));
        return replies.Count == prompts.Count
            ? replies
            : throw new InvalidOperationException($"{host} gave {replies.Count} replies to {prompts.Count} prompts.");
    }

    public HostReply Run(string task, string text) => Wait(() => host!.RunAsync(task, text, cancellationToken));

    public HostReply ReadVariable(string name) => Wait(() => host!.ReadVariableAsync(name, cancellationToken));

    private T Wait<T>(Func<ValueTask<T>> ask)
    {
        // Until the next tick the guest runs on; the host is not to be asked for what nobody wants any more.
        cancellationToken.ThrowIfCancellationRequested();
        using var pause = deadline.Pause();
        Task<T>? answer = null;
        if (context is null)
        {
            answer = ask().AsTask();
        }
        else
        {
            ExecutionContext.Run(context, _ => answer = ask().AsTask(), null);
        }

        // A host that does not hear of the cancellation is not waited for.
        return answer!.WaitAsync(cancellationToken).GetAwaiter().GetResult();
    }
}
