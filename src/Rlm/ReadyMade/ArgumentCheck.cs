using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlm.ReadyMade;

/// <summary>From the arguments that a model gave to those that an analysis reads.</summary>
internal static class ArgumentCheck
{
    /// <summary>The arguments as JSON on one line, or null and what is wrong with them.</summary>
    public static string? Write(ReadyMadeAnalysis analysis, JsonObject? given, out string? problem)
    {
        var args = new JsonObject { ["module"] = analysis.Name };
        foreach (var (name, value) in given ?? [])
        {
            if (value is null)
            {
                continue;
            }

            if (analysis.Arguments.FirstOrDefault(a => a.Name == name) is not { } argument)
            {
                problem = $"it has no argument `{name}`";
                return null;
            }

            if (Read(argument, value) is not { } read)
            {
                problem = $"`{name}` is not {value.ToJsonString()}, it is {argument.Description}";
                return null;
            }

            args[name] = read;
        }

        problem = analysis.Arguments.FirstOrDefault(a => a.Required && args[a.Name] is null) is { } missing
            ? $"the argument `{missing.Name}` is missing"
            : null;
        return problem is null ? args.ToJsonString() : null;
    }

    private static JsonNode? Read(ReadyMadeArgument argument, JsonNode value) => argument.Kind switch
    {
        ArgumentKind.Text => Text(argument, value),
        ArgumentKind.Number => Number(value),
        ArgumentKind.TextOrNumber => value.GetValueKind() == JsonValueKind.String ? value.DeepClone() : Number(value),
        ArgumentKind.Flag => Flag(value),
        _ => value is JsonArray words && words.All(w => w?.GetValueKind() == JsonValueKind.String)
            ? words.DeepClone()
            : Flag(value) ?? (value.GetValueKind() == JsonValueKind.String ? value.DeepClone() : null),
    };

    private static JsonValue? Text(ReadyMadeArgument argument, JsonNode value)
    {
        if (value.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number))
        {
            return null;
        }

        var text = value.ToString();
        if (argument.Choices.Count == 0)
        {
            return JsonValue.Create(text);
        }

        return argument.Choices.FirstOrDefault(c => string.Equals(c, text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } choice
            ? JsonValue.Create(choice)
            : null;
    }

    // A model may write "10" or 10.0 where 10 is meant.
    private static JsonValue? Number(JsonNode value) =>
        value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
        && double.TryParse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number)
        && double.IsInteger(number) && number is >= 0 and < uint.MaxValue
            ? JsonValue.Create((long)number)
            : null;

    private static JsonValue? Flag(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        JsonValueKind.String when bool.TryParse(value.ToString(), out var flag) => JsonValue.Create(flag),
        _ => null,
    };
}
