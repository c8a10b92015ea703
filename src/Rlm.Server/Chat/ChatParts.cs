using System.Text.Json;

namespace Rlm.Server.Chat;

/// <summary>The parts of one message.</summary>
/// <param name="Texts">Its texts, in order.</param>
/// <param name="Files">Its attachments, in order.</param>
internal sealed record ChatParts(IReadOnlyList<string> Texts, IReadOnlyList<ChatDocument> Files)
{
    /// <summary>Reads a content: a text, or a list of <c>text</c> and <c>file</c> parts.</summary>
    /// <param name="content">The content.</param>
    /// <param name="place">Which message it is of, from 0.</param>
    /// <param name="problem">What cannot be read, or null.</param>
    public static ChatParts? Read(JsonElement content, int place, out string? problem)
    {
        problem = null;
        switch (content.ValueKind)
        {
            case JsonValueKind.String when TextOf(content) is { } whole:
                return new ChatParts([whole], []);
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return new ChatParts([], []);
            case JsonValueKind.Array:
                break;
            default:
                problem = $"messages[{place}].content is a text or a list of parts.";
                return null;
        }

        var (texts, files) = (new List<string>(), new List<ChatDocument>());
        foreach (var part in content.EnumerateArray())
        {
            var type = part.ValueKind == JsonValueKind.Object && part.TryGetProperty("type", out var named) ? TextOf(named) ?? string.Empty : string.Empty;
            if (type == "text" && part.TryGetProperty("text", out var said) && TextOf(said) is { } text)
            {
                texts.Add(text);
            }
            else if (type == "file" && part.TryGetProperty("file", out var file) && FileOf(file, place) is { } document)
            {
                files.Add(document);
            }
            else
            {
                problem = $"messages[{place}] holds a part of the type `{type}` that cannot be read; `text` and `file` with `file_data` in base64 can.";
                return null;
            }
        }

        return new ChatParts(texts, files);
    }

    private static ChatDocument? FileOf(JsonElement file, int place)
    {
        if (file.ValueKind != JsonValueKind.Object || !file.TryGetProperty("file_data", out var data) || TextOf(data) is not { } text)
        {
            return null;
        }

        // With or without `data:TYPE;base64,` before it.
        var base64 = text.StartsWith("data:", StringComparison.Ordinal) ? text[(text.IndexOf(',', StringComparison.Ordinal) + 1)..] : text;
        var name = file.TryGetProperty("filename", out var named) && TextOf(named) is { } own ? own : $"attachment-{place + 1}.txt";
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? new ChatDocument(name, bytes.AsMemory(0, written)) : null;
    }

    /// <summary>Null for what is no text, and for a text with half a surrogate pair, which the reader throws at.</summary>
    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
