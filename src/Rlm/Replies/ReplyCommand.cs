using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>A command as it stands in a reply.</summary>
/// <param name="Op">Its name, in lower case.</param>
/// <param name="Arguments">Its other fields.</param>
internal sealed record ReplyCommand(string Op, JsonObject Arguments)
{
    /// <summary>Whether it stands there to its last brace. What follows it, and the end of a text in it, may be missing when not.</summary>
    public bool IsClosed { get; init; } = true;
}
