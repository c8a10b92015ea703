using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;

namespace Rlm.Models.Anthropic;

/// <summary>Anthropic's messages interface.</summary>
internal sealed class AnthropicInterface(string model, ModelAddress address) : IChatInterface
{
    /// <summary>The version of the interface that requests are written for; sent with every one.</summary>
    public const string Version = "2023-06-01";

    public Uri Chat => address.Below(address.Path.EndsWith("/v1", StringComparison.Ordinal) ? "/messages" : "/v1/messages");

    public void Authorize(HttpRequestHeaders headers, string key) => headers.TryAddWithoutValidation("x-api-key", key);

    public ValueTask<byte[]> WriteAsync(
        IReadOnlyList<ChatMessage> messages, WireOptions options, OptionalFields fields, ModelTransport transport, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AnthropicRequest.Write(model, messages, options, fields));

    public IAnswerReader NewReader(WireOptions options) => new AnthropicAnswer();

    /// <summary>Its list of models does not say.</summary>
    public Task<int?> ContextWindowAsync(ModelTransport transport, CancellationToken cancellationToken) => Task.FromResult<int?>(null);
}
