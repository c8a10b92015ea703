using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Prompts;

namespace Rlm.Sessions;

/// <summary>Tells a model what a session has come to before it asks the question.</summary>
internal static class SessionHistory
{
    private const int MaxQuestion = 80;

    /// <summary>The messages that a question begins with.</summary>
    /// <param name="session">The session, or null: the question stands alone.</param>
    /// <param name="question">The question.</param>
    /// <param name="limit">Characters of earlier questions and answers.</param>
    /// <param name="withCommands">Whether the model answers with commands; else with the answer alone, and has no variables.</param>
    public static IReadOnlyList<ChatMessage> Messages(SessionState? session, string question, int limit, bool withCommands)
    {
        if (session is null || session.Turns.Count == 0)
        {
            return [new ChatMessage(ChatRole.User, PromptBuilder.Question(question))];
        }

        var history = CompactHistory.Of(session.Turns, limit);
        var messages = new List<ChatMessage>();
        var before = Listed(history);
        foreach (var turn in history.Told)
        {
            messages.Add(new ChatMessage(ChatRole.User, before + PromptBuilder.Question(turn.Question)));
            messages.Add(new ChatMessage(ChatRole.Assistant, withCommands ? Final(turn.Answer) : turn.Answer));
            before = string.Empty;
        }

        messages.Add(new ChatMessage(ChatRole.User, $"{before}{(withCommands ? Note(session, limit) : Changes(session))}{PromptBuilder.Question(question)}"));
        return messages;
    }

    /// <summary>A text as one line of at most so many characters.</summary>
    public static string Line(string text, int most)
    {
        var line = text.Length > 2 * most ? text[..(2 * most)] : text;
        line = line.ReplaceLineEndings(" ").Trim();
        return line.Length <= most ? line : $"{line[..(char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1)]}…";
    }

    /// <summary>An answer in the form in which a model gives it.</summary>
    private static string Final(string answer)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("op", "final");
            writer.WriteString("answer", answer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static string Listed(CompactHistory history)
    {
        if (history.Listed.Count + history.LeftOut == 0)
        {
            return string.Empty;
        }

        var text = new StringBuilder("Questions that were answered before in this session; the answers are left out to save room:\n");
        if (history.LeftOut > 0)
        {
            text.Append($"- {history.LeftOut:N0} at the beginning\n");
        }

        foreach (var question in history.Listed)
        {
            text.Append("- ").Append(question).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    /// <summary>What goes before the question. Variables may take as much room as history does: half for what each is, half for bare names.</summary>
    private static string Note(SessionState session, int limit)
    {
        var text = new StringBuilder(PromptText.Read("session")).Append("\n\n");
        if (session.Variables.Count > 0)
        {
            text.Append("Variables that this session keeps, whole and ready to be used:\n");
            var end = text.Length + (limit / 2);
            var described = 0;
            for (; described < session.Variables.Count && text.Length < end; described++)
            {
                var variable = session.Variables[described];
                var by = variable.By is null ? string.Empty : $" by `{variable.By}`";
                text.Append($"- `{variable.Name}`: {variable.Text.Length:N0} bytes, stored{by} for: {Line(variable.Question, MaxQuestion)}\n");
            }

            Names(text, "also", session.Variables.Skip(described).Select(v => v.Name).ToList(), limit / 2);
            text.Append('\n');
        }

        if (session.Lost.Count > 0)
        {
            Names(text, "no longer kept, for want of room or because they could not be read", session.Lost.Select(v => v.Name).ToList(), limit / 4);
            text.Append('\n');
        }

        return text.Append(Changes(session)).ToString();
    }

    private static string Changes(SessionState session) => session.Changes is { } changes ? $"{changes}\n\n" : string.Empty;

    private static void Names(StringBuilder text, string what, List<string> names, int room)
    {
        if (names.Count == 0)
        {
            return;
        }

        text.Append($"- {what}: ");
        var end = text.Length + room;
        var shown = 0;
        for (; shown < names.Count && text.Length < end; shown++)
        {
            text.Append(shown == 0 ? string.Empty : ", ").Append($"`{names[shown]}`");
        }

        text.Append(shown < names.Count ? $" and {names.Count - shown:N0} more\n" : "\n");
    }
}
