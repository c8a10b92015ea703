using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;

namespace Rlm.Models.OpenAI;

/// <summary>An answer in OpenAI's JSON, streamed pieces or whole, read leniently.</summary>
internal sealed class OpenAIAnswer : IAnswerReader
{
    private readonly ToolCallPieces _calls = new();

    public bool IsLast(JsonObject item) => Choice(item)?["finish_reason"] is JsonValue;

    public AnswerError? ReadError(JsonObject item) =>
        JsonAnswer.ErrorMessage(item) is { } message ? new AnswerError(ModelErrorCode.ProviderFailed, message) : null;

    public ChatResponseUpdate? Read(JsonObject item)
    {
        var choice = Choice(item);
        var message = (choice?["delta"] ?? choice?["message"]) as JsonObject;
        foreach (var call in (message?["tool_calls"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            var function = call["function"] as JsonObject;
            _calls.Add(JsonAnswer.Count(call["index"]), JsonAnswer.Text(call["id"]), JsonAnswer.Text(function?["name"]), function?["arguments"]);
        }

        var text = Text(message?["content"]) ?? string.Empty;
        var usage = ReadUsage(item["usage"] as JsonObject);
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

    public ChatResponseUpdate? End() => _calls.ToUpdate();

    /// <summary>Servers have other names for these, too. What is none of them is an end like any other.</summary>
    public static ChatFinishReason? ReadEnd(JsonNode? reason) => (reason as JsonValue)?.ToString().Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "length" or "max_tokens" or "model_length" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "content_filter" or "safety" or "refusal" => ChatFinishReason.ContentFilter,
        "tool_use" or "tool_calls" => ChatFinishReason.ToolCalls,

        // It is the server's own text, and goes into the trace.
        var other => new ChatFinishReason(other.Length <= 40 && other.All(c => char.IsAsciiLetter(c) || c == '_') ? other : "other"),
    };

    private static JsonObject? Choice(JsonObject fields) => (fields["choices"] as JsonArray)?.FirstOrDefault() as JsonObject;

    // Some servers give a list of parts where others give a string.
    private static string? Text(JsonNode? content) => content is JsonArray parts
        ? string.Concat(parts.Select(p => JsonAnswer.Text((p as JsonObject)?["text"])))
        : JsonAnswer.Text(content);

    private static UsageDetails? ReadUsage(JsonObject? usage)
    {
        if (usage is null)
        {
            return null;
        }

        var (prompt, completion) = (JsonAnswer.Count(usage["prompt_tokens"]), JsonAnswer.Count(usage["completion_tokens"]));
        return prompt is null && completion is null
            ? null
            : new UsageDetails
            {
                InputTokenCount = prompt,
                OutputTokenCount = completion,
                TotalTokenCount = (prompt ?? 0) + (completion ?? 0),

                // OpenAI's name, then DeepSeek's.
                CachedInputTokenCount = JsonAnswer.Count((usage["prompt_tokens_details"] as JsonObject)?["cached_tokens"])
                    ?? JsonAnswer.Count(usage["prompt_cache_hit_tokens"]),
            };
    }
}
