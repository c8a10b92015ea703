namespace Rlm.Wasm.Execution;

/// <summary>
/// The calls of one execution to its host, from all of its instances: each is waited for on its guest's thread, which does
/// not count as working meanwhile; see <see cref="Deadline"/>.
/// </summary>
/// <param name="host">Who answers, or null.</param>
/// <param name="context">The context of who started the execution. Guest threads are shared: what the host leaves in it goes no further.</param>
/// <param name="time">The clock.</param>
/// <param name="deadline">Where it is noted who waits.</param>
/// <param name="stop">Nobody wants this result any more: the execution was cancelled, or a chunk before this one failed.</param>
/// <param name="cancellationToken">The execution was cancelled.</param>
internal sealed class HostCalls(
    IHostCalls? host, ExecutionContext? context, TimeProvider time, Deadline deadline, CancellationToken stop, CancellationToken cancellationToken)
{
    /// <summary>Calls of one execution; each prompt of a batch is one.</summary>
    public const int MaxCalls = 10_000;

    /// <summary>All texts of one call together.</summary>
    public const long MaxRequestBytes = 64 << 20;

    private readonly Lock _gate = new();
    private int _askedAhead;

    public bool HasHost => host is not null;

    /// <summary>
    /// Whether calls may be made before the parts before are done. What was made in vain is not given back, so that the
    /// host hears of at most as many again as an execution may make.
    /// </summary>
    public bool TryAskAhead(int count)
    {
        lock (_gate)
        {
            var granted = _askedAhead + (long)count <= MaxCalls;
            _askedAhead += granted ? count : 0;
            return granted;
        }
    }

    public (IReadOnlyList<HostReply> Replies, TimeSpan Waited) Ask(IReadOnlyList<string> prompts)
    {
        var answer = Wait(() => host!.AskAsync(prompts, stop));
        return answer.Reply.Count == prompts.Count
            ? answer
            : throw new InvalidOperationException($"{host} gave {answer.Reply.Count} replies to {prompts.Count} prompts.");
    }

    public (HostReply Reply, TimeSpan Waited) Run(string task, string text) => Wait(() => host!.RunAsync(task, text, stop));

    public (HostReply Reply, TimeSpan Waited) ReadVariable(string name) => Wait(() => host!.ReadVariableAsync(name, stop));

    private (T Reply, TimeSpan Waited) Wait<T>(Func<ValueTask<T>> ask)
    {
        // Until the next tick the guest runs on; the host is not to be asked for what nobody wants any more.
        deadline.ThrowIfCancelled();
        using var pause = deadline.Pause();
        var began = time.GetTimestamp();
        Task<T>? answer = null;
        if (context is null)
        {
            answer = ask().AsTask();
        }
        else
        {
            ExecutionContext.Run(context, _ => answer = ask().AsTask(), null);
        }

        // Who cancels does not wait for a host that does not listen. Where only a chunk failed, its run goes on, and what
        // was asked for other chunks is not to reach into what comes next: it is waited for.
        var reply = answer!.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        return (reply, time.GetElapsedTime(began));
    }
}
