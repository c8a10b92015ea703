using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rlm.Models.Profiles;

namespace Rlm.Models.Http;

/// <summary>
/// A model behind a server, spoken to as servers really behave: streamed or not whatever was asked for, with unknown finish
/// reasons, missing fields, refused fields and errors in the middle of a stream. See docs/decisions/openai-client.md.
/// </summary>
internal sealed class HttpChatClient(IChatInterface chat, ModelTransport transport, ModelProfile profile) : IChatClient
{
    private readonly RefusedFields _refused = new();

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var wanted = WireOptions.Of(profile, options);
        using var answer = await OpenAsync([.. messages], wanted, cancellationToken).ConfigureAwait(false);
        var reader = chat.NewReader(wanted);
        var hidden = new HiddenText(transport.Words.Secrets);
        var (length, anything) = (0, false);
        ChatFinishReason? end = null;
        await foreach (var item in answer.ReadAsync(reader.IsLast).ConfigureAwait(false))
        {
            if (reader.ReadError(item) is { } error)
            {
                throw new ModelException(error.Code, $"{transport.Words.Who} reported an error: {transport.Words.Said(error.Message)}");
            }

            if (reader.Read(item) is not { } update)
            {
                continue;
            }

            length += update.Text.Length;
            anything |= update.Text.Length > 0;
            end = update.FinishReason ?? end;
            if (length > OpenAnswer.MaxCharacters)
            {
                throw HttpFailures.TooLong($"{OpenAnswer.MaxCharacters:N0} characters", transport.Words);
            }

            yield return hidden.Pass(update);
        }

        if (hidden.End(reader.End()) is { } last)
        {
            anything |= last.Contents.Count > 0;
            yield return last;
        }

        if (!anything)
        {
            throw Empty(end);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose() => transport.Dispose();

    /// <summary>What the server says of the model's context window, or null.</summary>
    public Task<int?> ContextWindowAsync(CancellationToken cancellationToken) => chat.ContextWindowAsync(transport, cancellationToken);

    /// <summary>
    /// Sends the question. A field that the server refuses is left out, and the question put again: every time at least one
    /// field fewer, so that it comes to an end.
    /// </summary>
    private async Task<OpenAnswer> OpenAsync(IReadOnlyList<ChatMessage> messages, WireOptions wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var fields = new OptionalFields(_refused);
            var body = await chat.WriteAsync(messages, wanted, fields, transport, cancellationToken).ConfigureAwait(false);
            try
            {
                return await transport.PostAsync(chat.Chat, body, chat.Authorize, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelException exception) when (exception.Refusal is { } refusal && _refused.Learn(refusal, fields.Sent))
            {
                // Asked again without that field.
            }
        }
    }

    private ModelException Empty(ChatFinishReason? end)
    {
        var advice = end == ChatFinishReason.Length ? "It came to the limit of its length before it had said anything: raise that limit (`max_tokens`, or on the server), or let the model think less."
            : end == ChatFinishReason.ContentFilter ? "A filter of the provider withheld the answer. Ask in other words, or another model."
            : transport.Words.Interface;
        return new ModelException(ModelErrorCode.BadAnswer, $"{transport.Words.Who} answered without any text. {advice}");
    }
}
