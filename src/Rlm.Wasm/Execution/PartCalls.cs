namespace Rlm.Wasm.Execution;

/// <summary>The calls of one instance: counted against its allowance.</summary>
internal sealed class PartCalls(HostCalls host, Allowance allowance)
{
    /// <summary>Calls that were granted.</summary>
    public int Made { get; private set; }

    /// <summary>Whether any was asked for, granted or not.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>Time spent waiting for answers.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Why so many calls more may not be made, or null and they are counted.</summary>
    /// <exception cref="AllowanceException">It cannot be said yet.</exception>
    public string? Refuse(uint count)
    {
        HasAsked = true;
        if (!host.HasHost)
        {
            return GuestErrors.NobodyToAsk;
        }

        var refused = Made + (long)count > allowance.Calls;
        if (!allowance.IsExact && (refused || !host.TryAskAhead((int)count)))
        {
            throw new AllowanceException();
        }

        if (refused)
        {
            return GuestErrors.TooManyCalls(HostCalls.MaxCalls, HostCalls.MaxCalls - allowance.Calls + Made, count);
        }

        Made += (int)count;
        return null;
    }

    public IReadOnlyList<HostReply> Ask(IReadOnlyList<string> prompts) => Timed(host.Ask(prompts));

    public HostReply Run(string task, string text) => Timed(host.Run(task, text));

    public HostReply ReadVariable(string name) => Timed(host.ReadVariable(name));

    private T Timed<T>((T Reply, TimeSpan Waited) answer)
    {
        Waited += answer.Waited;
        return answer.Reply;
    }
}
