using System.Text.Json;

namespace Rlm.Wasm.Compilation;

/// <summary>
/// What can be known of a message of rustc's whose end is missing. rustc repeats the whole line of source for each place
/// that it speaks of, so one message about one long line can be longer than all that is kept of what it says.
/// </summary>
internal static class CutMessage
{
    /// <summary>The text, the code, the level and the first places; null when the line is no message.</summary>
    public static RustcMessage? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return ReadParts(line);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON at all, or not in UTF-8: something else that rustc or its linker said.
            return null;
        }
    }

    private static RustcMessage ReadParts(ReadOnlySpan<byte> line)
    {
        var message = new RustcMessage(null, null, null, null, null, null);
        var reader = new Utf8JsonReader(line, isFinalBlock: false, state: default);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            var name = reader.GetString();
            if (!reader.Read())
            {
                break;
            }

            message = name switch
            {
                "message" => message with { Message = reader.GetString() },
                "level" => message with { Level = reader.GetString() },
                "code" when JsonDocument.TryParseValue(ref reader, out var code) => message with { Code = CodeOf(code) },
                "spans" => message with { Spans = ReadSpans(ref reader) },
                _ => message,
            };
        }

        return message;
    }

    /// <summary>The places up to the first primary one, which is all that a diagnostic needs.</summary>
    private static List<RustcSpan> ReadSpans(ref Utf8JsonReader reader)
    {
        var spans = new List<RustcSpan>();
        while (!spans.Exists(span => span.IsPrimary) && reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && JsonDocument.TryParseValue(ref reader, out var document))
        {
            using (document)
            {
                spans.Add(document.RootElement.Deserialize(RustcJson.Default.RustcSpan)!);
            }
        }

        return spans;
    }

    private static RustcCode? CodeOf(JsonDocument document)
    {
        using (document)
        {
            return document.RootElement.Deserialize(RustcJson.Default.RustcCode);
        }
    }
}
