using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;

namespace Rlm.Models;

/// <summary>Tool calls as <see cref="FunctionCallContent"/>; the text of the arguments is kept as the model wrote it.</summary>
internal static class ToolCalls
{
    public static FunctionCallContent Make(string id, string name, string arguments)
    {
        var fields = arguments.Length == 0 ? [] : JsonAnswer.Parse(arguments);
        return new FunctionCallContent(id, name, fields?.ToDictionary(f => f.Key, f => (object?)f.Value))
        {
            RawRepresentation = arguments,
            Exception = fields is null ? new JsonException("The arguments are not a JSON object.") : null,
        };
    }

    public static string ArgumentsOf(FunctionCallContent call) => call.RawRepresentation as string ?? Write(call.Arguments);

    /// <summary>The arguments as an object, for interfaces that take no text; what could not be read is in a field of it.</summary>
    public static void WriteObject(Utf8JsonWriter writer, FunctionCallContent call)
    {
        var text = ArgumentsOf(call);
        (JsonAnswer.Parse(text.Length == 0 ? "{}" : text) ?? new JsonObject { ["unreadable"] = text }).WriteTo(writer);
    }

    public static string ResultOf(FunctionResultContent result) => result.Result switch
    {
        null => string.Empty,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var other => other.ToString() ?? string.Empty,
    };

    /// <summary>Arguments that were not read from an answer: of a caller that plays a conversation again.</summary>
    private static string Write(IDictionary<string, object?>? arguments)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
        {
            fields[name] = value switch
            {
                null => null,
                JsonNode node => node.DeepClone(),
                JsonElement element => JsonNode.Parse(element.GetRawText()),
                bool flag => JsonValue.Create(flag),
                int number => JsonValue.Create(number),
                long number => JsonValue.Create(number),
                double number => JsonValue.Create(number),
                _ => JsonValue.Create(value.ToString()),
            };
        }

        return fields.ToJsonString();
    }
}
