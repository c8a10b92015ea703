using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>Plays recorded completions in order, whatever it is asked. For demonstrations and tests.</summary>
internal sealed class RecordedChatClient(Recording recording) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var completion = recording.Next();
        await Task.Yield();
        var update = new ChatResponseUpdate(ChatRole.Assistant, completion.Content) { FinishReason = ChatFinishReason.Stop };
        if (completion is { PromptTokens: { } prompt, CompletionTokens: { } written })
        {
            update.Contents.Add(new UsageContent(new UsageDetails
            {
                InputTokenCount = prompt,
                OutputTokenCount = written,
                TotalTokenCount = prompt + written,
            }));
        }

        yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose()
    {
    }
}
