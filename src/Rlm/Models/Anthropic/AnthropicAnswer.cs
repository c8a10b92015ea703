using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;
using Rlm.Models.OpenAI;

namespace Rlm.Models.Anthropic;

/// <summary>An answer in Anthropic's JSON, as a stream of events or as one message.</summary>
internal sealed class AnthropicAnswer : IAnswerReader
{
    private readonly ToolCallPieces _calls = new();
    private readonly HashSet<long> _replies = [];
    private long _prompt;
    private long _cached;
    private long _written;

    public bool IsLast(JsonObject item) => JsonAnswer.Text(item["type"]) is "message_stop" || (item["delta"] as JsonObject)?["stop_reason"] is JsonValue;

    public AnswerError? ReadError(JsonObject item)
    {
        if (JsonAnswer.ErrorMessage(item) is not { } message)
        {
            return null;
        }

        var type = JsonAnswer.Text((item["error"] as JsonObject)?["type"]);
        var code = type switch
        {
            "rate_limit_error" => ModelErrorCode.RateLimited,
            "authentication_error" or "permission_error" => ModelErrorCode.Unauthorized,
            "invalid_request_error" or "not_found_error" or "request_too_large" => ModelErrorCode.Refused,
            _ => ModelErrorCode.ProviderFailed,
        };
        return new AnswerError(code, type is null ? message : $"{message} ({type})");
    }

    public ChatResponseUpdate? Read(JsonObject item) => JsonAnswer.Text(item["type"]) switch
    {
        "message_start" => Count((item["message"] as JsonObject)?["usage"] as JsonObject),
        "content_block_start" => Begin(JsonAnswer.Count(item["index"]) ?? 0, item["content_block"] as JsonObject),
        "content_block_delta" => Piece(JsonAnswer.Count(item["index"]) ?? 0, item["delta"] as JsonObject),
        "message_delta" => Finish(Count(item["usage"] as JsonObject), (item["delta"] as JsonObject)?["stop_reason"]),
        "message" => Whole(item),
        _ => null,
    };

    public ChatResponseUpdate? End() => _calls.ToUpdate();

    private ChatResponseUpdate? Begin(long index, JsonObject? block)
    {
        if (JsonAnswer.Text(block?["type"]) != "tool_use")
        {
            return Text(JsonAnswer.Text(block?["text"]));
        }

        if (JsonAnswer.Text(block!["name"]) == AnthropicRequest.ReplyTool)
        {
            _replies.Add(index);
            return null;
        }

        // The input here is an empty object that the pieces fill.
        _calls.Add(index, JsonAnswer.Text(block["id"]), JsonAnswer.Text(block["name"]), null);
        return null;
    }

    private ChatResponseUpdate? Piece(long index, JsonObject? delta)
    {
        if (JsonAnswer.Text(delta?["type"]) != "input_json_delta")
        {
            return Text(JsonAnswer.Text(delta?["text"]));
        }

        if (_replies.Contains(index))
        {
            return Text(JsonAnswer.Text(delta!["partial_json"]));
        }

        _calls.Add(index, null, null, delta!["partial_json"]);
        return null;
    }

    private ChatResponseUpdate Whole(JsonObject message)
    {
        var text = new StringBuilder();
        var index = 0L;
        foreach (var block in (message["content"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            if (JsonAnswer.Text(block["type"]) != "tool_use")
            {
                text.Append(JsonAnswer.Text(block["text"]));
            }
            else if (JsonAnswer.Text(block["name"]) == AnthropicRequest.ReplyTool)
            {
                text.Append(block["input"]?.ToJsonString());
            }
            else
            {
                _calls.Add(index++, JsonAnswer.Text(block["id"]), JsonAnswer.Text(block["name"]), block["input"]);
            }
        }

        var update = Finish(Count(message["usage"] as JsonObject), message["stop_reason"]);
        update.Contents.Insert(0, new TextContent(text.ToString()));
        return update;
    }

    private static ChatResponseUpdate? Text(string? text) =>
        string.IsNullOrEmpty(text) ? null : new ChatResponseUpdate(ChatRole.Assistant, text);

    private static ChatResponseUpdate Finish(ChatResponseUpdate? usage, JsonNode? reason)
    {
        var update = usage ?? new ChatResponseUpdate(ChatRole.Assistant, string.Empty);
        update.FinishReason = OpenAIAnswer.ReadEnd(reason);
        return update;
    }

    /// <summary>The prompt is counted at the start, without what went to or came from the cache; the answer at the end.</summary>
    private ChatResponseUpdate? Count(JsonObject? usage)
    {
        if (usage is null)
        {
            return null;
        }

        if (JsonAnswer.Count(usage["input_tokens"]) is { } input)
        {
            _cached = JsonAnswer.Count(usage["cache_read_input_tokens"]) ?? _cached;
            _prompt = input + _cached + (JsonAnswer.Count(usage["cache_creation_input_tokens"]) ?? 0);
        }

        _written = JsonAnswer.Count(usage["output_tokens"]) ?? _written;
        return new ChatResponseUpdate(
            ChatRole.Assistant,
            [
                new UsageContent(new UsageDetails
                {
                    InputTokenCount = _prompt,
                    OutputTokenCount = _written,
                    TotalTokenCount = _prompt + _written,
                    CachedInputTokenCount = _cached,
                }),
            ]);
    }
}
