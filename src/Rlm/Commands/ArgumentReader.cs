using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Rlm.Commands;

/// <summary>From the fields that a model gave to a command's record, with errors that show the right form.</summary>
internal static class ArgumentReader
{
    public static TArguments? Read<TArguments>(
        JsonObject fields, CommandDeclaration declaration, JsonTypeInfo<TArguments> type, CommandContext context, out CommandOutcome? problem)
        where TArguments : class
    {
        if (declaration.Fields.FirstOrDefault(f => f.Required && fields[f.Name] is null) is { } missing)
        {
            problem = Wrong(declaration, $"`{missing.Name}` is missing ({missing.Description})");
            return null;
        }

        var known = new JsonObject();
        foreach (var property in type.Properties)
        {
            if (fields[property.Name] is not { } value)
            {
                continue;
            }

            var text = property.PropertyType == typeof(string) ? AsText(value) : null;
            if (text is not null && declaration.Fields.Any(f => f.Expands && f.Name == property.Name))
            {
                text = context.Variables.Expand(text, out var tooLong);
                if (tooLong is not null)
                {
                    problem = CommandOutcome.Failed("too_long", tooLong);
                    return null;
                }
            }

            known[property.Name] = text is null ? Whole(value) ?? value.DeepClone() : JsonValue.Create(text);
        }

        try
        {
            problem = null;
            return known.Deserialize(type)!;
        }
        catch (JsonException exception)
        {
            problem = Wrong(declaration, $"`{exception.Path?.TrimStart('$', '.')}` has the wrong type");
            return null;
        }
    }

    // A model may write a number where a text is meant.
    private static string? AsText(JsonNode value) => value is JsonValue scalar ? scalar.ToString() : null;

    // And 10.0 where a whole number is meant.
    private static JsonValue? Whole(JsonNode value) =>
        value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.Number
        && double.TryParse(scalar.ToJsonString(), CultureInfo.InvariantCulture, out var number) && double.IsInteger(number) && Math.Abs(number) < 1L << 53
            ? JsonValue.Create((long)number)
            : null;

    private static CommandOutcome Wrong(CommandDeclaration declaration, string what) =>
        CommandOutcome.Failed("invalid_arguments", $"{declaration.Op}: {what}. Write it like this: {declaration.Example}");
}
