using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>Reads the JSON value at the start of a text when it is JSON, and says nothing when it is not.</summary>
internal static class StrictJson
{
    /// <summary>Most commands are shorter; a longer one is read again with more of the text.</summary>
    private const int FirstLook = 4096;

    private const int Growth = 8;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32, AllowMultipleValues = true };

    /// <param name="text">Begins with <c>{</c> or <c>[</c>; what follows the value is left.</param>
    /// <param name="length">How many characters the value took.</param>
    /// <returns>Null when it is not JSON as the specification has it.</returns>
    public static JsonNode? Read(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (!MayBegin(text))
        {
            return null;
        }

        try
        {
            for (long look = FirstLook; ; look *= Growth)
            {
                var whole = look >= text.Length;
                if (TryRead(whole ? text : text[..(int)look], whole, out length) is { } node)
                {
                    return node;
                }

                if (whole)
                {
                    return null;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or JSON with half of a surrogate pair: the lenient reader's.
            return null;
        }
    }

    /// <summary>Braces of code and prose are told apart by their next character, without a closer look.</summary>
    private static bool MayBegin(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('{' or '['))
        {
            return false;
        }

        var next = text[1..].TrimStart();
        return !next.IsEmpty && (text[0] == '[' || next[0] is '"' or '}');
    }

    private static JsonNode? TryRead(ReadOnlySpan<char> text, bool whole, out int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var bytes = buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
            var reader = new Utf8JsonReader(bytes, whole, new JsonReaderState(Options));
            if (!JsonDocument.TryParseValue(ref reader, out var document))
            {
                length = 0;
                return null;
            }

            using (document)
            {
                length = Encoding.UTF8.GetCharCount(bytes[..(int)reader.BytesConsumed]);
                return Convert(document.RootElement);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // By hand, since a JsonNode over the document would refuse a name that comes twice; here the last one counts.
    private static JsonNode? Convert(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    fields[property.Name] = Convert(property.Value);
                }

                return fields;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Convert)]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
