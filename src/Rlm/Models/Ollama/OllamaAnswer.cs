using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;
using Rlm.Models.OpenAI;

namespace Rlm.Models.Ollama;

/// <summary>An answer in Ollama's JSON: a line for every piece, the last with what it cost.</summary>
internal sealed class OllamaAnswer : IAnswerReader
{
    private readonly ToolCallPieces _calls = new();

    public bool IsLast(JsonObject item) => item["done"] is JsonValue done && done.TryGetValue<bool>(out var ended) && ended;

    public AnswerError? ReadError(JsonObject item) =>
        JsonAnswer.ErrorMessage(item) is { } message ? new AnswerError(ModelErrorCode.ProviderFailed, message) : null;

    public ChatResponseUpdate? Read(JsonObject item)
    {
        var message = item["message"] as JsonObject;
        foreach (var call in (message?["tool_calls"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            var function = call["function"] as JsonObject;
            _calls.Add(null, JsonAnswer.Text(call["id"]), JsonAnswer.Text(function?["name"]), function?["arguments"]);
        }

        var text = JsonAnswer.Text(message?["content"]) ?? string.Empty;
        var last = IsLast(item);
        if (text.Length == 0 && !last)
        {
            return null;
        }

        var update = new ChatResponseUpdate(ChatRole.Assistant, text);
        if (last)
        {
            update.FinishReason = OpenAIAnswer.ReadEnd(item["done_reason"]);
            var (prompt, written) = (JsonAnswer.Count(item["prompt_eval_count"]), JsonAnswer.Count(item["eval_count"]));
            if (prompt is not null || written is not null)
            {
                update.Contents.Add(new UsageContent(new UsageDetails
                {
                    InputTokenCount = prompt,
                    OutputTokenCount = written,
                    TotalTokenCount = (prompt ?? 0) + (written ?? 0),
                }));
            }
        }

        return update;
    }

    public ChatResponseUpdate? End() => _calls.ToUpdate();
}
