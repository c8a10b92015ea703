using System.Net.Http.Headers;
using Microsoft.Extensions.AI;

namespace Rlm.Models.Http;

/// <summary>How one vendor's interface words questions and answers.</summary>
internal interface IChatInterface
{
    /// <summary>What questions are sent to.</summary>
    Uri Chat { get; }

    /// <summary>Puts the key, and whatever else every request has, where the interface wants it.</summary>
    void Authorize(HttpRequestHeaders headers, string key);

    /// <summary>The body of a request.</summary>
    ValueTask<byte[]> WriteAsync(
        IReadOnlyList<ChatMessage> messages, WireOptions options, OptionalFields fields, ModelTransport transport, CancellationToken cancellationToken);

    /// <summary>What reads one answer.</summary>
    IAnswerReader NewReader(WireOptions options);

    /// <summary>Tokens that prompt and answer may have together, or null when the server does not say.</summary>
    Task<int?> ContextWindowAsync(ModelTransport transport, CancellationToken cancellationToken);
}
