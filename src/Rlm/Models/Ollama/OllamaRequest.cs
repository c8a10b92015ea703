using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Models.Http;
using Rlm.Models.OpenAI;

namespace Rlm.Models.Ollama;

/// <summary>A question in Ollama's JSON.</summary>
internal static class OllamaRequest
{
    public static byte[] Write(string model, IReadOnlyList<ChatMessage> messages, WireOptions options, OptionalFields fields, int contextLength)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            WriteMessages(writer, messages);
            writer.WriteBoolean("stream", true);

            // A prompt that is too long is to be refused instead of cut; versions that do not know this field ignore it.
            writer.WriteBoolean("truncate", false);
            if (options.Profile.Thinking is { } thinking && fields.Take("think"))
            {
                writer.WriteBoolean("think", thinking);
            }

            if (options.Tools.Count > 0 && fields.Take("tools"))
            {
                OpenAIRequest.WriteTools(writer, options.Tools);
            }

            if (options.Schema is { } schema && fields.Take("format"))
            {
                writer.WritePropertyName("format");
                schema.WriteTo(writer);
            }

            WriteOptions(writer, options, contextLength);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>What Ollama does not know among these it logs and ignores.</summary>
    private static void WriteOptions(Utf8JsonWriter writer, WireOptions options, int contextLength)
    {
        writer.WriteStartObject("options");
        writer.WriteNumber("num_ctx", contextLength);
        Fraction("temperature", options.Temperature);
        Fraction("top_p", options.TopP);
        Whole("top_k", options.TopK);
        Fraction("min_p", options.Profile.MinP);
        Whole("seed", options.Seed);
        Whole("num_predict", options.MaxTokens);
        if (options.Stop.Count > 0)
        {
            writer.WriteStartArray("stop");
            foreach (var stop in options.Stop)
            {
                writer.WriteStringValue(stop);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();

        void Fraction(string name, float? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
        }

        void Whole(string name, long? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
        }
    }

    private static void WriteMessages(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages)
    {
        var names = messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToLookup(c => c.CallId, c => c.Name);
        writer.WriteStartArray("messages");
        foreach (var message in messages)
        {
            var results = message.Contents.OfType<FunctionResultContent>().ToList();
            if (results.Count > 0)
            {
                results.ForEach(result => WriteResult(writer, result, names[result.CallId].FirstOrDefault() ?? result.CallId));
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("role", message.Role.Value);
            writer.WriteString("content", message.Text);
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
            writer.WriteStartObject("function");
            writer.WriteString("name", call.Name);
            writer.WritePropertyName("arguments");
            ToolCalls.WriteObject(writer, call);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter writer, FunctionResultContent result, string tool)
    {
        writer.WriteStartObject();
        writer.WriteString("role", "tool");
        writer.WriteString("tool_name", tool);
        writer.WriteString("content", ToolCalls.ResultOf(result));
        writer.WriteEndObject();
    }
}
