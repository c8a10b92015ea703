using System.Text.Json.Nodes;

namespace Rlm.Testing.Chat;

/// <summary>What Anthropic's messages interface answers.</summary>
public static class AnthropicAnswers
{
    /// <summary>A whole streamed answer.</summary>
    public static ChatAnswer Streamed(string text, string stopReason = "end_turn") => Events(
        [
            Start,
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"ping"}""",
            .. text.EnumerateRunes().Chunk(6).Select(runes => Delta(0, "text_delta", "text", string.Concat(runes))),
            """{"type":"content_block_stop","index":0}""",
            Stop(stopReason),
            """{"type":"message_stop"}""",
        ]);

    /// <summary>A streamed call of a tool, its input in pieces, after a word of text.</summary>
    public static ChatAnswer ToolUse(string name, params string[] input) => Events(
        [
            Start,
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            Delta(0, "text_delta", "text", "so"),
            $"{{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"{name}\",\"input\":{{}}}}}}",
            .. input.Select(piece => Delta(1, "input_json_delta", "partial_json", piece)),
            Stop("tool_use"),
            """{"type":"message_stop"}""",
        ]);

    /// <summary>Events as given, then a proper end.</summary>
    public static ChatAnswer Events(params string[] events) => async exchange =>
    {
        await exchange.BeginEventsAsync();
        foreach (var data in events)
        {
            await exchange.PartAsync($"event: {(string)JsonNode.Parse(data)!["type"]!}\ndata: {data}\n\n");
        }

        await exchange.EndEventsAsync();
    };

    /// <summary>A failure, as Anthropic words them.</summary>
    public static ChatAnswer Status(int status, string type, string message, string? retryAfter = null) => exchange => exchange.RespondAsync(
        status, "application/json", Error(type, message), retryAfter is null ? [] : [("retry-after", retryAfter)]);

    public static string Start =>
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"usage":{"input_tokens":7,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":1}}}""";

    public static string Delta(int index, string type, string field, string text) =>
        $"{{\"type\":\"content_block_delta\",\"index\":{index},\"delta\":{{\"type\":\"{type}\",\"{field}\":{JsonValue.Create(text).ToJsonString()}}}}}";

    public static string Stop(string reason) =>
        $"{{\"type\":\"message_delta\",\"delta\":{{\"stop_reason\":\"{reason}\",\"stop_sequence\":null}},\"usage\":{{\"output_tokens\":9}}}}";

    public static string Error(string type, string message) =>
        $"{{\"type\":\"error\",\"error\":{{\"type\":\"{type}\",\"message\":{JsonValue.Create(message).ToJsonString()}}}}}";
}
