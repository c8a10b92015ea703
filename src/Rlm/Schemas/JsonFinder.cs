using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rlm.Schemas;

/// <summary>Finds JSON in prose. Trailing commas and comments, which models write, are taken out.</summary>
internal static class JsonFinder
{
    private const int MaxDepth = 64;
    private const int MaxStarts = 1_000;

    private static readonly JsonDocumentOptions Whole = new() { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly JsonReaderOptions First = new()
    {
        MaxDepth = MaxDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowMultipleValues = true,
    };

    public static string? Find(string answer) =>
        Normalise(Encoding.UTF8.GetBytes(answer)) ?? Fences(answer).Reverse().Select(b => Normalise(Encoding.UTF8.GetBytes(b))).FirstOrDefault(j => j is not null) ?? Longest(answer);

    /// <summary>What stands between a line that begins with three backticks and the next such line.</summary>
    private static IEnumerable<string> Fences(string answer)
    {
        StringBuilder? block = null;
        foreach (var line in answer.Split('\n'))
        {
            if (line.AsSpan().TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                if (block is not null)
                {
                    yield return block.ToString();
                }

                block = block is null ? new StringBuilder() : null;
            }
            else
            {
                block?.Append(line).Append('\n');
            }
        }
    }

    private static string? Longest(string answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        var best = default(Range);
        var longest = 0;
        for (var (at, starts) = (0, 0); at < bytes.Length && starts < MaxStarts; at++, starts++)
        {
            var next = bytes.AsSpan(at).IndexOfAny((byte)'{', (byte)'[');
            if (next < 0)
            {
                break;
            }

            at += next;
            var length = LengthAt(bytes.AsSpan(at));
            if (length > longest)
            {
                (best, longest) = (at..(at + length), length);
            }

            at += Math.Max(0, length - 1);
        }

        return longest == 0 ? null : Normalise(bytes[best]);
    }

    /// <summary>How many bytes the object or list at the start takes; 0 when there is none.</summary>
    private static int LengthAt(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, First);
        try
        {
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static string? Normalise(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Whole);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                Write(document.RootElement, writer);
            }

            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or half of a surrogate pair, which is no text.
            return null;
        }
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var last = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var property in value.EnumerateObject())
                {
                    last[property.Name] = property.Value;
                }

                foreach (var (name, one) in last)
                {
                    writer.WritePropertyName(name);
                    Write(one, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
