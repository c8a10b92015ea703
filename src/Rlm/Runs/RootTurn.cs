using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Rlm.Runs;

/// <summary>What a root model is asked for its next turn.</summary>
/// <param name="Messages">The conversation up to now.</param>
internal sealed record RootTurn(IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>Whether it is the one that is left when something has run out.</summary>
    public bool IsLast { get; init; }

    /// <summary>What it may call, or null.</summary>
    public IReadOnlyList<AIFunctionDeclaration>? Tools { get; init; }

    /// <summary>What the turn has to look like, where the server can hold the model to it, or null.</summary>
    public JsonElement? Schema { get; init; }
}
