using System.Text.Json;

namespace Rlm.Schemas;

/// <summary>What a value is, in a few words.</summary>
internal static class ValueText
{
    private const int MaxCharacters = 60;

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"the text {Short(value.GetRawText())}",
        JsonValueKind.Number => $"the number {Short(value.GetRawText())}",
        JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => value.GetArrayLength() is var n && n == 1 ? "a list of 1 item" : $"a list of {n} items",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    public static string Of(SchemaTypes types)
    {
        var names = System.Enum.GetValues<SchemaTypes>().Where(t => t is not SchemaTypes.None && types.HasFlag(t)).Select(Name).ToList();
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
    }

    public static string Short(string json) => json.Length <= MaxCharacters ? json : $"{json[..MaxCharacters]}…";

    private static string Name(SchemaTypes type) => type switch
    {
        SchemaTypes.Null => "null",
        SchemaTypes.Boolean => "true or false",
        SchemaTypes.Integer => "a whole number",
        SchemaTypes.Number => "a number",
        SchemaTypes.String => "a text",
        SchemaTypes.Array => "a list",
        _ => "an object",
    };
}
