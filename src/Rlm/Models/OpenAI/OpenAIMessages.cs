using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Models.Profiles;

namespace Rlm.Models.OpenAI;

/// <summary>A conversation in OpenAI's JSON, with tool calls and their results.</summary>
internal static class OpenAIMessages
{
    /// <summary>Qwen3's own word for an answer without thoughts, for servers that do not pass its template's settings on.</summary>
    private const string NoThink = " /no_think";

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages, ModelProfile profile)
    {
        var quiet = profile is { ThinkingControl: ThinkingControl.Template, Thinking: false };
        var last = quiet ? messages.LastOrDefault(m => m.Role == ChatRole.User) : null;
        writer.WriteStartArray("messages");
        foreach (var message in messages)
        {
            var results = message.Contents.OfType<FunctionResultContent>().ToList();
            if (results.Count > 0)
            {
                results.ForEach(result => WriteResult(writer, result));
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("role", message.Role.Value);
            writer.WriteString("content", message == last ? message.Text + NoThink : message.Text);
            WriteCalls(writer, [.. message.Contents.OfType<FunctionCallContent>()]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter writer, List<FunctionCallContent> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            writer.WriteString("id", call.CallId);
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", call.Name);
            writer.WriteString("arguments", ToolCalls.ArgumentsOf(call));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter writer, FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role", "tool");
        writer.WriteString("tool_call_id", result.CallId);
        writer.WriteString("content", ToolCalls.ResultOf(result));
        writer.WriteEndObject();
    }
}
