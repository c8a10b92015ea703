using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Rlm.Models.Anthropic;

/// <summary>A conversation in Anthropic's JSON: without the system prompt, which stands elsewhere, and without empty texts.</summary>
internal static class AnthropicMessages
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages)
    {
        writer.WriteStartArray("messages");
        foreach (var message in messages.Where(m => m.Role != ChatRole.System && m.Contents.Any(IsWritten)))
        {
            writer.WriteStartObject();
            writer.WriteString("role", message.Role == ChatRole.Assistant ? "assistant" : "user");
            writer.WriteStartArray("content");
            foreach (var content in message.Contents.Where(IsWritten))
            {
                WriteContent(writer, content);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The interface refuses texts of blanks alone.</summary>
    private static bool IsWritten(AIContent content) =>
        content is FunctionCallContent or FunctionResultContent || (content is TextContent text && !string.IsNullOrWhiteSpace(text.Text));

    private static void WriteContent(Utf8JsonWriter writer, AIContent content)
    {
        writer.WriteStartObject();
        switch (content)
        {
            case FunctionCallContent call:
                writer.WriteString("type", "tool_use");
                writer.WriteString("id", call.CallId);
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("input");
                ToolCalls.WriteObject(writer, call);
                break;
            case FunctionResultContent result:
                writer.WriteString("type", "tool_result");
                writer.WriteString("tool_use_id", result.CallId);
                writer.WriteString("content", ToolCalls.ResultOf(result));
                break;
            case TextContent text:
                writer.WriteString("type", "text");
                writer.WriteString("text", text.Text);
                break;
        }

        writer.WriteEndObject();
    }
}
