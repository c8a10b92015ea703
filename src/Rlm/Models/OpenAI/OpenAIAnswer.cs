using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>OpenAI's chat JSON, written strictly and read leniently.</summary>
internal static class ChatJson
{
    public static byte[] WriteRequest(string model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteStartArray("messages");
            foreach (var message in messages)
            {
                writer.WriteStartObject();
                writer.WriteString("role", message.Role.Value);
                writer.WriteString("content", message.Text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteBoolean("stream", true);
            writer.WriteStartObject("stream_options");
            writer.WriteBoolean("include_usage", true);
            writer.WriteEndObject();
            if (options?.Temperature is { } temperature)
            {
                writer.WriteNumber("temperature", temperature);
            }

            if (options?.MaxOutputTokens is { } maxTokens)
            {
                writer.WriteNumber("max_tokens", maxTokens);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>A streamed piece or a whole answer as an update, or null when it holds nothing of use.</summary>
    public static ChatResponseUpdate? ReadUpdate(JsonObject fields)
    {
        var choice = Choice(fields);
        var message = (choice?["delta"] ?? choice?["message"]) as JsonObject;
        var text = Text(message?["content"]) ?? string.Empty;
        var usage = ReadUsage(fields["usage"] as JsonObject);
        var end = ReadEnd(choice?["finish_reason"]);
        if (text.Length == 0 && usage is null && end is null)
        {
            return null;
        }

        var update = new ChatResponseUpdate(ChatRole.Assistant, text) { FinishReason = end };
        if (usage is not null)
        {
            update.Contents.Add(new UsageContent(usage));
        }

        return update;
    }

    /// <summary>Whether a streamed piece says why the answer ends. Which reason it gives does not matter here.</summary>
    public static bool IsLast(JsonObject fields) => Choice(fields)?["finish_reason"] is JsonValue;

    /// <summary>The message of an error, or null when there is none.</summary>
    public static string? ReadError(JsonObject fields) => fields["error"] switch
    {
        null => null,
        JsonObject error when error["message"] is JsonValue message => message.ToString(),
        JsonValue text => text.ToString(),
        { } other => other.ToJsonString(),
    };

    /// <summary>A JSON object, or null when it is none that could be read.</summary>
    public static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            // The caller quotes the text itself.
            return null;
        }
    }

    private static JsonObject? Choice(JsonObject fields) => (fields["choices"] as JsonArray)?.FirstOrDefault() as JsonObject;

    // Some servers give a list of parts where others give a string.
    private static string? Text(JsonNode? content) => content switch
    {
        JsonArray parts => string.Concat(parts.Select(p => (p as JsonObject)?["text"] is JsonValue text ? text.ToString() : null)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => null,
    };

    // Servers have other names for these, too. What is none of them is an end like any other.
    private static ChatFinishReason? ReadEnd(JsonNode? reason) => (reason as JsonValue)?.ToString().Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "length" or "max_tokens" or "model_length" => ChatFinishReason.Length,
        "content_filter" or "safety" => ChatFinishReason.ContentFilter,
        var other => new ChatFinishReason(other),
    };

    private static UsageDetails? ReadUsage(JsonObject? usage)
    {
        if (usage is null)
        {
            return null;
        }

        var (prompt, completion) = (Count(usage["prompt_tokens"]), Count(usage["completion_tokens"]));
        return prompt is null && completion is null
            ? null
            : new UsageDetails
            {
                InputTokenCount = prompt,
                OutputTokenCount = completion,
                TotalTokenCount = (prompt ?? 0) + (completion ?? 0),
            };
    }

    private static long? Count(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<long>(out var count) && count >= 0 ? count : null;
}
