using System.Globalization;
using System.Text;

namespace Rlm.Server.Chat;

/// <summary>
/// Finds the question in a conversation and the texts that it is about: long messages and attachments are documents, the last
/// message of the user is the question, and what was said before goes along with it.
/// </summary>
internal static class ChatReader
{
    /// <summary>A longer text is no question, and nothing that has to be said along with one.</summary>
    private const int LongCharacters = 4_000;

    private const int MostHistory = 16_000;

    /// <summary>The question, or what is wrong with the conversation.</summary>
    public static ChatQuestion? Read(IReadOnlyList<ChatTurn> messages, out string? problem)
    {
        var last = messages.Count - 1;
        if (last < 0 || messages.Any(m => m is null) || messages[last].Role != "user")
        {
            problem = "`messages` has to end with a message of the role `user`: its text is the question.";
            return null;
        }

        var (instructions, history, documents) = (new StringBuilder(), new StringBuilder(), new List<ChatDocument>());
        string? question = null;
        for (var i = 0; i <= last; i++)
        {
            if (ChatParts.Read(messages[i].Content, i, out problem) is not { } parts)
            {
                return null;
            }

            documents.AddRange(parts.Files);
            var texts = parts.Texts.Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
            if (i == last)
            {
                question = QuestionOf(texts, i, documents);
            }
            else
            {
                Remember(messages[i].Role ?? "user", texts, i, instructions, history, documents);
            }
        }

        problem = question is null ? "The last message holds no question." : null;
        return question is null ? null : new ChatQuestion(Join(instructions, history, question), documents);
    }

    private static void Remember(string role, List<string> texts, int place, StringBuilder instructions, StringBuilder history, List<ChatDocument> documents)
    {
        foreach (var text in texts)
        {
            if (text.Length > LongCharacters)
            {
                documents.Add(DocumentOf(text, place, documents.Count));
            }
            else if (role is "system" or "developer")
            {
                instructions.Append(text.Trim()).Append('\n');
            }
            else
            {
                history.Append(CultureInfo.InvariantCulture, $"{role}: {text.Trim()}\n");
            }
        }
    }

    private static string? QuestionOf(List<string> texts, int place, List<ChatDocument> documents)
    {
        // Of several parts the last short one asks; the others are what it asks of.
        if (texts.FindLastIndex(t => t.Length <= LongCharacters) is var asking and >= 0)
        {
            documents.AddRange(texts.Where((_, i) => i != asking && texts.Count > 1).Select((t, i) => DocumentOf(t, place, documents.Count + i)));
            return texts[asking].Trim();
        }

        if (texts.Count == 0)
        {
            return null;
        }

        var question = LongMessage.QuestionIn(texts[^1]);
        documents.AddRange(texts.Select((t, i) => DocumentOf(t, place, documents.Count + i)));
        return question;
    }

    private static ChatDocument DocumentOf(string text, int place, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"message-{place + 1}{(number == 0 ? string.Empty : $"-{number + 1}")}.txt"), Encoding.UTF8.GetBytes(text));

    private static string Join(StringBuilder instructions, StringBuilder history, string question)
    {
        if (instructions.Length + history.Length == 0)
        {
            return question;
        }

        var said = history.Length <= MostHistory ? history.ToString() : "…" + history.ToString(history.Length - MostHistory, MostHistory);
        return $"{instructions}{(said.Length == 0 ? string.Empty : $"What was said before:\n{said}\n")}\n{question}".Trim();
    }
}
