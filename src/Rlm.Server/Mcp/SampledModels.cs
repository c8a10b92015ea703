using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using Rlm.Models;

// Sampling leaves the protocol with its revision of 2026-07-28, which the clients of today do not speak yet; those that do are
// asked for no model of theirs.
#pragma warning disable MCP9005

namespace Rlm.Server.Mcp;

/// <summary>The client's own model, where the service has none: MCP's sampling.</summary>
internal static class SampledModels
{
    /// <summary>Null when the client offers none.</summary>
    public static ModelPool? Of(McpServer server)
    {
        if (server.ClientCapabilities?.Sampling is null)
        {
            return null;
        }

        try
        {
            const string name = "the client's model";
            return new ModelPool([new ChatModel(name, "MCP sampling", new SamplingClient(server.AsSamplingChatClient()), new ProviderOptions { Model = name })]);
        }
        catch (InvalidOperationException)
        {
            // It says that it could, but this connection carries no requests to the client.
            return null;
        }
    }

    /// <summary>Turns what goes wrong on the way to the client into what the pool understands.</summary>
    private sealed class SamplingClient(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            try
            {
                return await base.GetResponseAsync(messages, options, cancellationToken);
            }
            catch (Exception exception) when (exception is McpException or InvalidOperationException)
            {
                throw new ModelException(ModelErrorCode.Refused, $"The client's model gave no answer: {exception.Message}", exception);
            }
        }

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            // Sampling has no stream.
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            {
                yield return update;
            }
        }
    }
}
