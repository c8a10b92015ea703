using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>Reads the arguments of a tool's call.</summary>
internal static class ToolCallArguments
{
    /// <param name="name">The tool.</param>
    /// <param name="arguments">JSON as the model wrote it; nothing is no arguments.</param>
    /// <param name="problem">What the model is told, or null.</param>
    /// <returns>Null when it could not be read.</returns>
    public static ReplyCommand? Read(string name, string arguments, out string? problem)
    {
        problem = null;
        var unclosed = new HashSet<JsonObject>(ReferenceEqualityComparer.Instance);
        var text = arguments.Trim();
        if (text.StartsWith('"') && LenientJson.ReadText(text) is { } inner)
        {
            // Encoded twice.
            text = inner.Trim();
        }

        if (text.Length == 0 || text.Equals("null", StringComparison.OrdinalIgnoreCase))
        {
            return new ReplyCommand(CommandName.Canonical(name), []);
        }

        if (text[0] == '{' && LenientJson.Read(text, out _, unclosed) is JsonObject fields)
        {
            var command = CommandFields.Command(name, fields) with { IsClosed = !unclosed.Contains(fields) };
            problem = command.IsClosed ? null : $"The arguments of this {command.Op} were not closed, so their end may be missing. Call it again, with less in it.";
            return command;
        }

        if (text[0] != '{' && CommandName.Known(name) is { } known && CommandFields.Only(known) is { } only)
        {
            return new ReplyCommand(known.Op, new JsonObject { [only] = text });
        }

        problem = $"The arguments of {name} are not a JSON object that could be read: {(text.Length <= 160 ? text : text[..160] + "…").ReplaceLineEndings(" ")} Call it again; Rust code goes into a ```rust block in the text beside the call.";
        return null;
    }
}
