using System.Text;

namespace Rlm;

/// <summary>Text from documents, models and analyses, made safe to show: it must not steer the terminal.</summary>
public static class TerminalText
{
    /// <summary>
    /// Control characters other than newline and tab become visible, so that no escape sequence reaches a terminal.
    /// </summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsHarmful))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = IsHarmful(c)
                ? c < 0x20 ? clean.Append((char)(0x2400 + c)) : clean.Append('\uFFFD')
                : clean.Append(c);
        }

        return clean.ToString();
    }

    // C0 but tab and newline, DEL and C1, and the marks that turn the direction of writing.
    private static bool IsHarmful(char c) =>
        (c < 0x20 && c is not ('\n' or '\t')) || c is (>= '\u007F' and <= '\u009F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
