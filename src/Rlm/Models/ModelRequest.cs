using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>One thing that a model is asked.</summary>
/// <param name="Role">What for; any model of the pool that has this role may answer.</param>
/// <param name="Messages">The conversation up to now.</param>
internal sealed record ModelRequest(ModelRole Role, IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>Tools that the model may call. Null: none.</summary>
    public IReadOnlyList<AIFunctionDeclaration>? Tools { get; init; }

    /// <summary>JSON schema that the reply has to follow, where the provider can hold the model to it. Null: free text.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>Most tokens of the reply, at least 1. Null: what the model's profile says.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The request as options of a client, or null when it asks for nothing of its own.</summary>
    internal ChatOptions? ToOptions() => Tools is null && Schema is null && MaxOutputTokens is null ? null : new ChatOptions
    {
        Tools = Tools is null ? null : [.. Tools],
        ResponseFormat = Schema is { } schema ? ChatResponseFormat.ForJsonSchema(schema, "reply") : null,
        MaxOutputTokens = MaxOutputTokens,
    };
}
