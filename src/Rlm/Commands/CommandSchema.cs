using System.Text.Json.Nodes;

namespace Rlm.Commands;

/// <summary>The JSON Schema of a command's fields, for providers whose models call tools.</summary>
public static class CommandSchema
{
    /// <summary>An object with the command's own fields, and <c>on</c> and <c>store</c> where they mean something.</summary>
    /// <param name="command">The command.</param>
    public static JsonObject Of(CommandDeclaration command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var properties = new JsonObject();
        foreach (var field in command.Fields)
        {
            properties[field.Name] = Of(field);
        }

        if (command.TakesOn)
        {
            properties["on"] = Text("a variable, or a document's name or glob; default: all documents");
        }

        if (command.TakesStore)
        {
            properties["store"] = Text("a variable to keep the whole result in");
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. command.Fields.Where(f => f.Required).Select(f => (JsonNode)f.Name)]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Of(CommandField field)
    {
        var schema = Text(field.Description);
        switch (field.Type)
        {
            case CommandFieldType.WholeNumber:
                schema["type"] = "integer";
                break;
            case CommandFieldType.Fields:
                schema["type"] = "object";
                break;
            case CommandFieldType.TextsByName:
                schema["type"] = "object";
                schema["additionalProperties"] = new JsonObject { ["type"] = "string" };
                break;
        }

        return schema;
    }

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
}
