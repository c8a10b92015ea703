using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>A command as it stands in a reply.</summary>
/// <param name="Op">Its name, in lower case.</param>
/// <param name="Arguments">Its other fields.</param>
internal sealed record ReplyCommand(string Op, JsonObject Arguments);
