using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>The commands in a JSON value, in the forms in which models were taught to act.</summary>
/// <param name="unclosed">The objects that the text ended before.</param>
internal sealed class CommandForms(HashSet<JsonObject> unclosed)
{
    private static readonly string[] Lists = ["commands", "tool_calls", "calls", "actions"];

    private static readonly string[] Calls = ["function", "function_call", "tool_call"];

    private static readonly string[] Names = ["name", "command", "action", "tool", "tool_name", "function", "recipient_name", "operation", "cmd"];

    private static readonly string[] Arguments = ["arguments", "parameters", "args", "params", "input", "tool_input", "action_input", "kwargs"];

    /// <summary>Adds what is in the value.</summary>
    /// <returns>How many commands that are.</returns>
    public int Collect(JsonNode node, List<ReplyCommand> commands)
    {
        var before = commands.Count;
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list.OfType<JsonNode>())
                {
                    Collect(item, commands);
                }

                break;
            case JsonObject fields when Op(fields) is { } op:
                commands.Add(CommandFields.Command(op, fields) with { IsClosed = IsClosed(fields) });
                break;
            case JsonObject fields when Lists.Select(l => fields[l]).OfType<JsonArray>().FirstOrDefault() is { } inner:
                Collect(inner, commands);
                break;
            case JsonObject fields when Calls.Select(c => fields[c]).OfType<JsonObject>().FirstOrDefault() is { } call:
                Collect(call, commands);
                break;
            case JsonObject fields when Names.Select(n => Call(fields, n)).FirstOrDefault(c => c is not null) is { } call:
                commands.Add(call);
                break;
            case JsonObject fields:
                ByName(fields, commands);
                break;
        }

        return commands.Count - before;
    }

    private bool IsClosed(JsonObject fields) =>
        !unclosed.Contains(fields) && fields.All(f => f.Value is not JsonObject inner || !unclosed.Contains(inner));

    private static string? Op(JsonObject fields)
    {
        var op = fields["op"] ?? (fields.Count <= 20 ? fields.FirstOrDefault(f => Quotes.Bare(f.Key).Equals("op", StringComparison.OrdinalIgnoreCase)).Value : null);
        return op is JsonValue value && CommandName.IsName(value.ToString().Trim()) ? value.ToString().Trim() : null;
    }

    /// <summary>A call with its name in that field, and its arguments in another or beside it; or null.</summary>
    private ReplyCommand? Call(JsonObject fields, string nameField)
    {
        if (fields[nameField] is not JsonValue name || CommandName.Known(name.ToString()) is not { } command)
        {
            return null;
        }

        var argumentsField = Arguments.FirstOrDefault(fields.ContainsKey);
        if (argumentsField is null)
        {
            var beside = fields.Select(f => f.Key).Where(k => k != nameField).ToList();
            if ((nameField == "name" && beside.Count == 0) || !CommandFields.Fit(command, beside))
            {
                return null;
            }

            var own = (JsonObject)fields.DeepClone();
            own.Remove(nameField);
            return CommandFields.Command(command.Op, own) with { IsClosed = IsClosed(fields) };
        }

        var arguments = fields[argumentsField];
        if (arguments is JsonValue text)
        {
            arguments = LenientJson.Read(text.ToString(), out _, unclosed)
                ?? (CommandFields.Only(command) is { } only ? new JsonObject { [only] = text.ToString() } : null);
        }

        return arguments switch
        {
            JsonObject given => CommandFields.Command(command.Op, given) with { IsClosed = IsClosed(fields) && IsClosed(given) },
            null when fields[argumentsField] is null && command.Fields.All(f => !f.Required) => new ReplyCommand(command.Op, []) { IsClosed = IsClosed(fields) },
            _ => null,
        };
    }

    /// <summary>Names of commands as fields: <c>{"find":{"text":"a"}}</c>, <c>{"final":"42"}</c>.</summary>
    private void ByName(JsonObject fields, List<ReplyCommand> commands)
    {
        var found = new List<ReplyCommand>();
        foreach (var (name, value) in fields)
        {
            if (CommandName.Known(name) is not { } command)
            {
                return;
            }

            var arguments = value switch
            {
                JsonObject given when CommandFields.Fit(command, given.Select(g => g.Key)) => given,
                JsonValue text when text.GetValueKind() == System.Text.Json.JsonValueKind.String && CommandFields.Only(command) is { } only =>
                    new JsonObject { [only] = text.ToString() },
                _ => null,
            };
            if (arguments is null)
            {
                return;
            }

            found.Add(CommandFields.Command(command.Op, arguments) with { IsClosed = IsClosed(fields) });
        }

        commands.AddRange(found);
    }
}
