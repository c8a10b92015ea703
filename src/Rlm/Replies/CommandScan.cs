using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>Finds the JSON objects and lists in a text that are commands.</summary>
internal static class CommandScan
{
    /// <summary>A model that loses its way repeats itself; more of the same would not help it.</summary>
    public const int MaxProblems = 5;

    /// <summary>How often a reply of nothing but braces is read again from another brace on.</summary>
    private const int RescansOfText = 16;

    /// <summary>
    /// Braces that begin no command, before larger steps are taken: each costs an exception of the JSON reader, which a
    /// reply of four million brackets would have thrown for minutes.
    /// </summary>
    private const int MaxTries = 4_000;
    private const int Step = 64;

    /// <summary>Where the name of a command may stand before its arguments.</summary>
    private const int LeadCharacters = 80;

    private static readonly string[] Between = ["[ARGS]", "Action Input:", "Action_Input:", "Arguments:", "Input:", "<|message|>"];

    public static void Read(string text, List<ReplyCommand> commands, List<string> problems)
    {
        var at = 0;
        var unclosed = new HashSet<JsonObject>(ReferenceEqualityComparer.Instance);
        var forms = new CommandForms(unclosed);
        var tries = MaxTries;
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
            var found = node is null ? 0 : forms.Collect(node, commands);
            if (found == 0 && node is JsonObject arguments && Led(text, at, arguments) is { } led)
            {
                commands.Add(led with { IsClosed = !unclosed.Contains(arguments) });
                found = 1;
            }

            if (found == 0 && LooksLikeCommand(text.AsSpan(at)))
            {
                if (problems.Count < MaxProblems)
                {
                    problems.Add($"This is not a JSON object that could be read: {Excerpt(text.AsSpan(at))} Write it again as strict JSON, and code in a ```rust block of its own.");
                }

                at += Math.Max(length, 1);
            }
            else
            {
                // Inside what is no command there may be one, but not every brace is worth reading to the end.
                effort -= length;
                at += found == 0 && --tries < 0 ? Math.Max(length, Step) : found > 0 || effort < 0 ? Math.Max(length, 1) : 1;
            }
        }
    }

    /// <summary>Arguments after the name of their command: <c>find {"text":"a"}</c>, <c>[TOOL_CALLS]find[ARGS]{…}</c>, <c>&lt;function=find&gt;{…}</c>.</summary>
    private static ReplyCommand? Led(string text, int at, JsonObject arguments)
    {
        var lead = text.AsSpan(Math.Max(0, at - LeadCharacters), Math.Min(at, LeadCharacters)).TrimEnd();
        foreach (var between in Between)
        {
            lead = lead.EndsWith(between, StringComparison.OrdinalIgnoreCase) ? lead[..^between.Length] : lead;
        }

        lead = lead.TrimEnd(" \t\r\n`*:>(\"'=");
        var start = lead.Length;
        while (start > 0 && (char.IsAsciiLetterOrDigit(lead[start - 1]) || lead[start - 1] is '_' or '-'))
        {
            start--;
        }

        if (start == lead.Length || CommandName.Known(lead[start..].ToString()) is not { } command)
        {
            return null;
        }

        // Within a sentence it is a word like any other.
        lead = lead[..start].TrimEnd(' ');
        return (lead.IsEmpty || lead[^1] is '\n' or '`' or '*' or '=' or '.' or ']' or '>' or '|' or ':' or '-' or '#' or '"')
            && CommandFields.Fit(command, arguments.Select(a => a.Key))
            ? CommandFields.Command(command.Op, arguments)
            : null;
    }

    private static bool LooksLikeCommand(ReadOnlySpan<char> text)
    {
        var rest = text[1..].TrimStart();
        return text[0] == '{' && (rest.StartsWith("\"op\"") || rest.StartsWith("op:") || rest.StartsWith("'op'") || rest.StartsWith("“op”"));
    }

    private static string Excerpt(ReadOnlySpan<char> text) =>
        (text.Length <= 160 ? text.ToString() : text[..160].ToString() + "…").ReplaceLineEndings(" ");
}
