using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>
/// Finds the commands in what a model wrote: JSON objects with an <c>op</c>, alone, in lists or in fences, with prose
/// around them; and the Rust of a <c>rust_wasm</c> in a fence of its own.
/// </summary>
internal static class ReplyReader
{
    private const string RustOp = "rust_wasm";

    public static ReplyReading Read(string reply)
    {
        var commands = new List<ReplyCommand>();
        var problems = new List<string>();
        var codes = new List<(string Code, int Before)>();
        foreach (var piece in ReplyPieces.Of(WithoutThoughts(reply)))
        {
            if (piece.IsRust)
            {
                codes.Add((piece.Text, commands.Count));
            }
            else
            {
                ReadObjects(piece.Text, commands, problems);
            }
        }

        return new ReplyReading(WithCode(commands, codes), problems);
    }

    /// <summary>What a model thinks aloud is not what it says.</summary>
    private static string WithoutThoughts(string reply)
    {
        const string open = "<think>";
        const string close = "</think>";
        int end;
        while ((end = reply.IndexOf(close, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var start = reply.AsSpan(0, end).IndexOf(open, StringComparison.OrdinalIgnoreCase);
            reply = (start < 0 ? string.Empty : reply[..start]) + reply[(end + close.Length)..];
        }

        return reply;
    }

    private static void ReadObjects(string text, List<ReplyCommand> commands, List<string> problems)
    {
        var at = 0;
        while (at < text.Length)
        {
            var next = text.AsSpan(at).IndexOfAny('{', '[');
            if (next < 0)
            {
                return;
            }

            at += next;
            var node = LenientJson.Read(text.AsSpan(at), out var length);
            var found = node is null ? 0 : Collect(node, commands, problems);
            if (found == 0 && LooksLikeCommand(text.AsSpan(at)))
            {
                problems.Add($"This is not a JSON object that could be read: {Excerpt(text.AsSpan(at))}");
                at += Math.Max(length, 1);
            }
            else
            {
                at += found > 0 ? length : 1;
            }
        }
    }

    private static bool LooksLikeCommand(ReadOnlySpan<char> text)
    {
        var rest = text[1..].TrimStart();
        return text[0] == '{' && (rest.StartsWith("\"op\"") || rest.StartsWith("op:") || rest.StartsWith("'op'"));
    }

    private static int Collect(JsonNode node, List<ReplyCommand> commands, List<string> problems)
    {
        switch (node)
        {
            case JsonArray list:
                return list.OfType<JsonNode>().ToList().Sum(item => Collect(item, commands, problems));
            case JsonObject { Count: > 0 } fields when fields["op"] is JsonValue op:
                fields.Remove("op");
                commands.Add(new ReplyCommand(op.ToString().Trim().ToLowerInvariant(), (JsonObject)fields.DeepClone()));
                return 1;
            case JsonObject fields when fields["commands"] is JsonArray inner:
                return Collect(inner, commands, problems);
            default:
                return 0;
        }
    }

    /// <summary>
    /// Gives each block of Rust to the nearest <c>rust_wasm</c> without code, the one before it first. A block that
    /// belongs to none is a command of its own: that is what its author meant.
    /// </summary>
    private static List<ReplyCommand> WithCode(List<ReplyCommand> commands, List<(string Code, int Before)> codes)
    {
        var added = 0;
        foreach (var (code, before) in codes)
        {
            var place = before + added;
            var target = Enumerable.Range(0, commands.Count)
                .Where(i => commands[i].Op == RustOp && !commands[i].Arguments.ContainsKey("code") && !commands[i].Arguments.ContainsKey("intent"))
                .OrderBy(i => i < place ? place - i : (i - place) + 1)
                .Select(i => (int?)i)
                .FirstOrDefault();
            if (target is { } index)
            {
                commands[index].Arguments["code"] = code;
            }
            else if (code.Contains("fn analyze", StringComparison.Ordinal))
            {
                commands.Insert(place, new ReplyCommand(RustOp, new JsonObject { ["code"] = code }));
                added++;
            }
        }

        return commands;
    }

    private static string Excerpt(ReadOnlySpan<char> text) =>
        (text.Length <= 160 ? text.ToString() : text[..160].ToString() + "…").ReplaceLineEnds();

    private static string ReplaceLineEnds(this string text) => text.ReplaceLineEndings(" ");
}
