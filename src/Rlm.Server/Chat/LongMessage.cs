namespace Rlm.Server.Chat;

/// <summary>Finds the question in a message that holds the documents too: before them, behind them, or both.</summary>
internal static class LongMessage
{
    private const int MostCharacters = 2_000;

    public static string QuestionIn(string text)
    {
        var (first, last) = (Paragraph(text, fromEnd: false), Paragraph(text, fromEnd: true));
        return IsQuestion(last) ? last!
            : IsQuestion(first) ? first!
            : first ?? last ?? "Do what the document asks for; where it asks for nothing, say what it is about.";
    }

    private static bool IsQuestion(string? paragraph) => paragraph?.TrimEnd().EndsWith('?') == true;

    /// <summary>The first or last paragraph, when it is short enough to be one that somebody wrote to ask.</summary>
    private static string? Paragraph(string text, bool fromEnd)
    {
        var trimmed = text.ReplaceLineEndings("\n").Trim();
        var end = fromEnd ? trimmed.LastIndexOf("\n\n", StringComparison.Ordinal) : trimmed.IndexOf("\n\n", StringComparison.Ordinal);
        var paragraph = end < 0 ? trimmed : fromEnd ? trimmed[end..].Trim() : trimmed[..end].Trim();
        return paragraph.Length is > 0 and <= MostCharacters ? paragraph : null;
    }
}
