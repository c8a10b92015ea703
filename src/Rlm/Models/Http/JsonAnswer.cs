using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlm.Models.Http;

/// <summary>JSON as servers write it, read leniently.</summary>
internal static class JsonAnswer
{
    private const long MostCounted = 1_000_000_000_000;

    /// <summary>A JSON object, or null when it is none that could be read.</summary>
    public static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(LoneSurrogates.Replace(text), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            // The caller quotes the text itself.
            return null;
        }
    }

    /// <summary>The message of an error, or null when there is none.</summary>
    public static string? ErrorMessage(JsonObject fields) => fields["error"] switch
    {
        null => null,
        JsonObject error when error["message"] is JsonValue message => message.ToString(),
        JsonValue text => text.ToString(),
        { } other => other.ToJsonString(),
    };

    /// <summary>The parameter that an error blames, or null.</summary>
    public static string? ErrorParameter(JsonObject fields) => Text((fields["error"] as JsonObject)?["param"]);

    /// <summary>A string, or null when it is none.</summary>
    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A count, or null when it is none. What no model ever counted is cut, so that sums of it stay sums.</summary>
    public static long? Count(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<long>(out var count) && count >= 0 ? Math.Min(count, MostCounted) : null;
}
