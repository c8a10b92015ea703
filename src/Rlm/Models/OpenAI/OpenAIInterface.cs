using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;

namespace Rlm.Models.OpenAI;

/// <summary>OpenAI's chat interface, as dozens of servers speak it; Azure's differs in its addresses and its key.</summary>
/// <param name="model">The model's name.</param>
/// <param name="chat">What questions are sent to.</param>
/// <param name="models">What lists the models, or null where nothing does.</param>
/// <param name="keyHeader">The header of the key; null for <c>Authorization: Bearer</c>.</param>
internal sealed class OpenAIInterface(string model, Uri chat, Uri? models, string? keyHeader = null) : IChatInterface
{
    /// <summary>What servers call the context window in their list: vLLM, OpenRouter, LM Studio, Mistral, llama.cpp.</summary>
    private static readonly string[] WindowNames = ["max_model_len", "context_length", "max_context_length", "loaded_context_length", "context_window"];

    public Uri Chat => chat;

    public void Authorize(HttpRequestHeaders headers, string key)
    {
        if (keyHeader is not null)
        {
            headers.TryAddWithoutValidation(keyHeader, key);
        }
        else
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public ValueTask<byte[]> WriteAsync(
        IReadOnlyList<ChatMessage> messages, WireOptions options, OptionalFields fields, ModelTransport transport, CancellationToken cancellationToken) =>
        ValueTask.FromResult(OpenAIRequest.Write(model, messages, options, fields));

    public IAnswerReader NewReader(WireOptions options) => new OpenAIAnswer();

    public async Task<int?> ContextWindowAsync(ModelTransport transport, CancellationToken cancellationToken)
    {
        if (models is null)
        {
            return null;
        }

        var listed = await transport.FetchAsync(models, null, Authorize, cancellationToken).ConfigureAwait(false);
        var all = (listed?["data"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        var own = all.Find(m => JsonAnswer.Text(m["id"]) == model);
        return WindowNames
            .Select(name => JsonAnswer.Count(own?[name]))
            .Where(window => window is > 0 and <= int.MaxValue)
            .Select(window => (int?)window)
            .FirstOrDefault();
    }
}
