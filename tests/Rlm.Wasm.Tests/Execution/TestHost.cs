using System.Collections.Concurrent;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>A host that does as it is told, and keeps what it was asked.</summary>
internal sealed class TestHost : IHostCalls
{
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Answers a batch; by default each prompt in angle brackets.</summary>
    public Func<IReadOnlyList<string>, CancellationToken, ValueTask<IReadOnlyList<HostReply>>> OnAsk { get; init; } =
        (prompts, _) => new([.. prompts.Select(p => HostReply.Answer($"<{p}>"))]);

    public Func<string, HostReply> OnVariable { get; init; } = name => HostReply.Refused($"there is no variable `{name}`");

    public ValueTask<IReadOnlyList<HostReply>> AskAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        foreach (var prompt in prompts)
        {
            Asked.Enqueue(prompt);
        }

        return OnAsk(prompts, cancellationToken);
    }

    public ValueTask<HostReply> RunAsync(string task, string text, CancellationToken cancellationToken) =>
        new(HostReply.Answer($"{task} of {text}"));

    public ValueTask<HostReply> ReadVariableAsync(string name, CancellationToken cancellationToken) => new(OnVariable(name));
}

/// <summary>A host whose first answer comes when a test wants it.</summary>
internal sealed class WaitingHost : IHostCalls
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<IReadOnlyList<HostReply>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => _asked.Task;

    public void Answer(params HostReply[] replies) => _answer.SetResult(replies);

    public async ValueTask<IReadOnlyList<HostReply>> AskAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        return await _answer.Task;
    }

    public ValueTask<HostReply> RunAsync(string task, string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<HostReply> ReadVariableAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>A clock that goes on only when it is told to.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
