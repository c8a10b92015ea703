using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;
using Rlm.Models.Profiles;

namespace Rlm.Models.OpenAI;

/// <summary>A question in OpenAI's JSON.</summary>
internal static class OpenAIRequest
{
    public static byte[] Write(string model, IReadOnlyList<ChatMessage> messages, WireOptions options, OptionalFields fields)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            OpenAIMessages.Write(writer, messages, options.Profile);
            writer.WriteBoolean("stream", true);
            if (fields.Take("stream_options"))
            {
                writer.WriteStartObject("stream_options");
                writer.WriteBoolean("include_usage", true);
                writer.WriteEndObject();
            }

            WriteSampling(writer, options, fields);
            WriteLimit(writer, options, fields);
            WriteThinking(writer, options.Profile, fields);
            if (options.Tools.Count > 0 && fields.Take("tools"))
            {
                WriteTools(writer, options.Tools);
            }

            if (options.Schema is { } schema && fields.Take("response_format"))
            {
                WriteSchema(writer, schema);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Functions as OpenAI's and Ollama's interfaces declare them.</summary>
    public static void WriteTools(Utf8JsonWriter writer, IReadOnlyList<AIFunctionDeclaration> tools)
    {
        writer.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", tool.Name);
            writer.WriteString("description", tool.Description);
            writer.WritePropertyName("parameters");
            tool.JsonSchema.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSampling(Utf8JsonWriter writer, WireOptions options, OptionalFields fields)
    {
        if (options.Temperature is { } temperature && fields.Take("temperature"))
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (options.TopP is { } topP && fields.Take("top_p"))
        {
            writer.WriteNumber("top_p", topP);
        }

        if (options.TopK is { } topK && fields.Take("top_k"))
        {
            writer.WriteNumber("top_k", topK);
        }

        if (options.Profile.MinP is { } minP && fields.Take("min_p"))
        {
            writer.WriteNumber("min_p", minP);
        }

        if (options.Seed is { } seed && fields.Take("seed"))
        {
            writer.WriteNumber("seed", seed);
        }

        if (options.Stop.Count > 0 && fields.Take("stop"))
        {
            writer.WriteStartArray("stop");
            foreach (var stop in options.Stop)
            {
                writer.WriteStringValue(stop);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>The limit has two names, and servers that know only one of them.</summary>
    private static void WriteLimit(Utf8JsonWriter writer, WireOptions options, OptionalFields fields)
    {
        const string old = "max_tokens";
        const string current = "max_completion_tokens";
        var (first, second) = options.Profile.CountsThoughts ? (current, old) : (old, current);
        if (options.MaxTokens is { } limit)
        {
            var name = fields.Take(first) ? first : fields.Take(second) ? second : null;
            if (name is not null)
            {
                writer.WriteNumber(name, limit);
            }
        }
    }

    private static void WriteThinking(Utf8JsonWriter writer, ModelProfile profile, OptionalFields fields)
    {
        if (profile.Thinking is not { } thinking)
        {
            return;
        }

        if (profile.ThinkingControl == ThinkingControl.Effort && fields.Take("reasoning_effort"))
        {
            writer.WriteString("reasoning_effort", thinking ? "high" : "low");
        }
        else if (profile.ThinkingControl == ThinkingControl.Template && fields.Take("chat_template_kwargs"))
        {
            writer.WriteStartObject("chat_template_kwargs");
            writer.WriteBoolean("enable_thinking", thinking);
            writer.WriteEndObject();
        }
    }

    private static void WriteSchema(Utf8JsonWriter writer, JsonElement schema)
    {
        writer.WriteStartObject("response_format");
        writer.WriteString("type", "json_schema");
        writer.WriteStartObject("json_schema");
        writer.WriteString("name", "reply");
        writer.WritePropertyName("schema");
        schema.WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
