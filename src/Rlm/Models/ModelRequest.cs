using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>One thing that a model is asked.</summary>
/// <param name="Role">What for; any model of the pool that has this role may answer.</param>
/// <param name="Messages">The conversation up to now.</param>
internal sealed record ModelRequest(ModelRole Role, IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>Tokens that may be written at most. Null: as the model's profile says.</summary>
    public int? MaxOutputTokens { get; init; }
}
