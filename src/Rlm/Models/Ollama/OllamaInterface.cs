using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;

namespace Rlm.Models.Ollama;

/// <summary>
/// Ollama's own chat interface. Its OpenAI-compatible one takes no context length and cuts longer prompts silently; see
/// docs/decisions/model-providers.md.
/// </summary>
internal sealed class OllamaInterface(string model, ModelAddress address) : IChatInterface
{
    private readonly ContextLength _length = new();
    private readonly Lock _gate = new();
    private Task<int?>? _most;

    public Uri Chat => address.Below("/api/chat");

    /// <summary>Ollama itself takes no key; what stands before it may.</summary>
    public void Authorize(HttpRequestHeaders headers, string key) => headers.Authorization = new AuthenticationHeaderValue("Bearer", key);

    public async ValueTask<byte[]> WriteAsync(
        IReadOnlyList<ChatMessage> messages, WireOptions options, OptionalFields fields, ModelTransport transport, CancellationToken cancellationToken)
    {
        var most = await MostAsync(transport, cancellationToken).ConfigureAwait(false);
        return OllamaRequest.Write(model, messages, options, fields, _length.For(messages, options, most));
    }

    public IAnswerReader NewReader(WireOptions options) => new OllamaAnswer();

    public async Task<int?> ContextWindowAsync(ModelTransport transport, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteEndObject();
        }

        var shown = await transport.FetchAsync(address.Below("/api/show"), body.ToArray(), Authorize, cancellationToken).ConfigureAwait(false);
        var facts = shown?["model_info"] as JsonObject;
        var key = facts?.Select(f => f.Key).FirstOrDefault(k => k.EndsWith(".context_length", StringComparison.Ordinal));
        return key is not null && JsonAnswer.Count(facts![key]) is > 0 and <= int.MaxValue and var length ? (int)length : null;
    }

    /// <summary>Asked once. A server that cannot say it is asked the question all the same; one that is not there is not.</summary>
    private async Task<int?> MostAsync(ModelTransport transport, CancellationToken cancellationToken)
    {
        Task<int?> asking;
        lock (_gate)
        {
            // Who asked first may have gone away in the middle, or the server been down.
            asking = _most is { IsFaulted: false, IsCanceled: false } begun ? begun : _most = ContextWindowAsync(transport, cancellationToken);
        }

        try
        {
            return await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ModelException exception) when (exception.Code is not (ModelErrorCode.Unreachable or ModelErrorCode.TimedOut))
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
