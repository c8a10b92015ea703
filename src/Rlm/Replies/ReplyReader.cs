using System.Text;
using System.Text.Json.Nodes;
using Rlm.Commands;

namespace Rlm.Replies;

/// <summary>
/// Finds the commands in what a model wrote: JSON objects with an <c>op</c>, alone, in lists or in fences, with prose
/// around them; and the Rust of a <c>rust_wasm</c> in a fence of its own.
/// </summary>
internal static class ReplyReader
{
    private const string RustOp = "rust_wasm";

    /// <summary>A model that loses its way repeats itself; more of the same would not help it.</summary>
    private const int MaxProblems = 5;

    /// <summary>How often a reply of nothing but braces is read again from another brace on.</summary>
    private const int RescansOfText = 16;

    public static ReplyReading Read(string reply)
    {
        var commands = new List<ReplyCommand>();
        var problems = new List<string>();
        var codes = new List<(string Code, int Before)>();
        var pieces = ReplyPieces.Of(Said(reply)).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].IsRust)
            {
                codes.Add((pieces[i].Text, commands.Count));
                continue;
            }

            var before = commands.Count;
            ReadObjects(pieces[i].Text, commands, problems);
            for (var j = before; j < commands.Count; j++)
            {
                if (!commands[j].IsClosed && commands[j].Op == RustOp && i + 1 < pieces.Count && pieces[i + 1].IsRust)
                {
                    // Its code stands in the fence, and its last brace perhaps behind that.
                    commands[j] = commands[j] with { IsClosed = true };
                }
                else if (!commands[j].IsClosed && problems.Count < MaxProblems)
                {
                    problems.Add($"The JSON object of this {commands[j].Op} was not closed, so its end may be missing. Write it whole, up to the last brace.");
                }
            }
        }

        return new ReplyReading(WithCode(commands, codes), problems);
    }

    /// <summary>What a model thinks aloud is not what it says. The mark at the beginning may be missing.</summary>
    public static string Said(string reply)
    {
        const string open = "<think>";
        const string close = "</think>";
        var said = new StringBuilder();
        var at = 0;
        int end;
        while ((end = reply.IndexOf(close, at, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var thought = reply.AsSpan(at, end - at);
            var start = thought.IndexOf(open, StringComparison.OrdinalIgnoreCase);
            if (start < 0)
            {
                said.Clear();
            }
            else
            {
                said.Append(thought[..start]);
            }

            at = end + close.Length;
        }

        return at == 0 ? reply : said.Append(reply, at, reply.Length - at).ToString();
    }

    private static void ReadObjects(string text, List<ReplyCommand> commands, List<string> problems)
    {
        var at = 0;
        var unclosed = new HashSet<JsonObject>(ReferenceEqualityComparer.Instance);
        var effort = (RescansOfText * (long)text.Length) + 100_000;
        while (at < text.Length)
        {
            var next = text.AsSpan(at).IndexOfAny('{', '[');
            if (next < 0)
            {
                return;
            }

            at += next;
            unclosed.Clear();
            var node = LenientJson.Read(text.AsSpan(at), out var length, unclosed);
            var found = node is null ? 0 : Collect(node, commands, unclosed);
            if (found == 0 && LooksLikeCommand(text.AsSpan(at)))
            {
                if (problems.Count < MaxProblems)
                {
                    problems.Add($"This is not a JSON object that could be read: {Excerpt(text.AsSpan(at))}");
                }

                at += Math.Max(length, 1);
            }
            else
            {
                // Inside what is no command there may be one, but not every brace is worth reading to the end.
                effort -= length;
                at += found > 0 || effort < 0 ? Math.Max(length, 1) : 1;
            }
        }
    }

    private static bool LooksLikeCommand(ReadOnlySpan<char> text)
    {
        var rest = text[1..].TrimStart();
        return text[0] == '{' && (rest.StartsWith("\"op\"") || rest.StartsWith("op:") || rest.StartsWith("'op'"));
    }

    private static int Collect(JsonNode node, List<ReplyCommand> commands, HashSet<JsonObject> unclosed)
    {
        switch (node)
        {
            case JsonArray list:
                return list.OfType<JsonNode>().ToList().Sum(item => Collect(item, commands, unclosed));
            case JsonObject fields when fields["op"] is JsonValue op && IsName(op.ToString().Trim()):
                commands.Add(Command(op.ToString().Trim(), fields) with { IsClosed = !unclosed.Contains(fields) });
                return 1;
            case JsonObject fields when (fields["commands"] ?? fields["tool_calls"]) is JsonArray inner:
                return Collect(inner, commands, unclosed);
            case JsonObject fields when fields["function"] is JsonObject call:
                return Collect(call, commands, unclosed);
            case JsonObject fields when ReadCall(fields, unclosed) is { } call:
                commands.Add(call);
                return 1;
            default:
                return 0;
        }
    }

    /// <summary>A command in the form of a tool call, which is how some models were taught to act; or null.</summary>
    private static ReplyCommand? ReadCall(JsonObject fields, HashSet<JsonObject> unclosed)
    {
        if (fields["name"] is not JsonValue name || CommandCatalog.BuiltIn.Find(name.ToString()) is not { } command)
        {
            return null;
        }

        var arguments = fields["arguments"] ?? fields["parameters"];
        if (arguments is JsonValue text)
        {
            arguments = LenientJson.Read(text.ToString(), out _, unclosed);
        }

        return arguments is JsonObject given
            ? Command(command.Declaration.Op, given) with { IsClosed = !unclosed.Contains(fields) && !unclosed.Contains(given) }
            : null;
    }

    private static ReplyCommand Command(string op, JsonObject fields)
    {
        var arguments = (JsonObject)fields.DeepClone();
        arguments.Remove("op");
        return new ReplyCommand(op.ToLowerInvariant(), arguments);
    }

    /// <summary>A text that could be a command's name and is not half a reply whose quotes went wrong.</summary>
    private static bool IsName(string op) => op.Length is > 0 and <= 40 && op.All(c => c is not ('"' or '\'' or '{' or '}' or ':' or ',' or '\n'));

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
                .Where(i => commands[i].Op == RustOp && string.IsNullOrWhiteSpace(commands[i].Arguments["code"]?.ToString()) && !commands[i].Arguments.ContainsKey("intent"))
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
