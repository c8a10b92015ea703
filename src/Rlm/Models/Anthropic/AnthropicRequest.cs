using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;

namespace Rlm.Models.Anthropic;

/// <summary>A question in Anthropic's JSON.</summary>
internal static class AnthropicRequest
{
    /// <summary>The tool that stands in for a schema of the answer: a call of it is the answer.</summary>
    public const string ReplyTool = "rlm_reply";

    /// <summary>The interface wants a limit; this is for models whose own is not known.</summary>
    private const int UsualLimit = 8_192;

    /// <summary>What every model takes, for one that finds the other limit too high.</summary>
    private const int SafeLimit = 4_096;

    /// <summary>Tokens for thinking; the interface takes no fewer than 1,024.</summary>
    private const int ThinkingBudget = 4_096;

    public static byte[] Write(string model, IReadOnlyList<ChatMessage> messages, WireOptions options, OptionalFields fields)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteBoolean("stream", true);
            var limit = fields.Take("max_tokens") ? options.MaxTokens ?? UsualLimit : Math.Min(options.MaxTokens ?? SafeLimit, SafeLimit);
            var thinks = options.Profile.Thinking == true && fields.Take("thinking");
            writer.WriteNumber("max_tokens", thinks ? limit + ThinkingBudget : limit);
            WriteSystem(writer, messages, fields);
            AnthropicMessages.Write(writer, messages);
            if (thinks)
            {
                writer.WriteStartObject("thinking");
                writer.WriteString("type", "enabled");
                writer.WriteNumber("budget_tokens", ThinkingBudget);
                writer.WriteEndObject();
            }

            WriteSampling(writer, options, fields, thinks);
            WriteTools(writer, options, fields, thinks);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The system prompt is the same at every turn, and much longer than a turn: it is worth the provider's cache.</summary>
    private static void WriteSystem(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages, OptionalFields fields)
    {
        var system = string.Join("\n\n", messages.Where(m => m.Role == ChatRole.System && m.Text.Length > 0).Select(m => m.Text));
        if (system.Length == 0)
        {
            return;
        }

        writer.WriteStartArray("system");
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", system);
        if (fields.Take("cache_control"))
        {
            writer.WriteStartObject("cache_control");
            writer.WriteString("type", "ephemeral");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <summary>A model that thinks takes no sampling; seeds are not known here.</summary>
    private static void WriteSampling(Utf8JsonWriter writer, WireOptions options, OptionalFields fields, bool thinks)
    {
        if (!thinks && options.Temperature is { } temperature && fields.Take("temperature"))
        {
            writer.WriteNumber("temperature", Math.Min(temperature, 1));
        }

        if (!thinks && options.TopP is { } topP && fields.Take("top_p"))
        {
            writer.WriteNumber("top_p", topP);
        }

        if (!thinks && options.TopK is { } topK && fields.Take("top_k"))
        {
            writer.WriteNumber("top_k", topK);
        }

        if (options.Stop.Count > 0 && fields.Take("stop_sequences"))
        {
            writer.WriteStartArray("stop_sequences");
            foreach (var stop in options.Stop)
            {
                writer.WriteStringValue(stop);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteTools(Utf8JsonWriter writer, WireOptions options, OptionalFields fields, bool thinks)
    {
        // The interface forces no tool on a model that thinks.
        var schema = options.Tools.Count == 0 && !thinks && IsObject(options.Schema) ? options.Schema : null;
        if ((options.Tools.Count == 0 && schema is null) || !fields.Take("tools"))
        {
            return;
        }

        writer.WriteStartArray("tools");
        foreach (var tool in options.Tools)
        {
            WriteTool(writer, tool.Name, tool.Description, tool.JsonSchema);
        }

        if (schema is { } wanted)
        {
            WriteTool(writer, ReplyTool, "Gives the reply.", wanted);
        }

        writer.WriteEndArray();
        if (schema is not null)
        {
            writer.WriteStartObject("tool_choice");
            writer.WriteString("type", "tool");
            writer.WriteString("name", ReplyTool);
            writer.WriteEndObject();
        }
    }

    private static bool IsObject(JsonElement? schema) =>
        schema is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object");

    private static void WriteTool(Utf8JsonWriter writer, string name, string description, JsonElement schema)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("description", description);
        writer.WritePropertyName("input_schema");
        schema.WriteTo(writer);
        writer.WriteEndObject();
    }
}
