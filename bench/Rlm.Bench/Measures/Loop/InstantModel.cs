using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Rlm.Bench.Measures.Loop;

/// <summary>A model that says its next line at once, and notes when it was asked.</summary>
internal sealed class InstantModel(IReadOnlyList<string> replies) : IChatClient
{
    private readonly List<long> _asked = [];

    /// <summary>When each turn was asked for, in ticks of the system's counter.</summary>
    public IReadOnlyList<long> Asked => _asked;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _asked.Add(TimeProvider.System.GetTimestamp());
        await Task.CompletedTask;
        yield return new ChatResponseUpdate(ChatRole.Assistant, replies[_asked.Count - 1]);
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
