using System.Text;

namespace Rlm.Prompts;

/// <summary>Fills the <c>{places}</c> of a text, each once: what is filled in is not looked at again.</summary>
internal static class PromptTemplate
{
    /// <summary>Puts the values in. A line that holds nothing but a place without value falls away, and the blank line after it.</summary>
    public static string Fill(string template, params (string Place, string Value)[] values)
    {
        var text = new StringBuilder();
        var afterNothing = false;
        foreach (var line in template.Split('\n'))
        {
            var (place, value) = values.FirstOrDefault(v => line == $"{{{v.Place}}}");
            if ((place is not null && value.Length == 0) || (afterNothing && line.Length == 0))
            {
                // What stood between two blank lines is gone with one of them.
                afterNothing = text.Length == 0 || (text.Length > 1 && text[^1] == '\n' && text[^2] == '\n');
                continue;
            }

            afterNothing = false;
            FillLine(text, line, values);
            text.Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    private static void FillLine(StringBuilder text, string line, (string Place, string Value)[] values)
    {
        var at = 0;
        for (var open = line.IndexOf('{', StringComparison.Ordinal); open >= 0; open = line.IndexOf('{', open + 1))
        {
            var rest = line.AsSpan(open + 1);
            foreach (var (place, value) in values)
            {
                if (rest.StartsWith(place, StringComparison.Ordinal) && rest[place.Length..] is ['}', ..])
                {
                    text.Append(line, at, open - at).Append(value);
                    at = open + place.Length + 2;
                    break;
                }
            }
        }

        text.Append(line, at, line.Length - at);
    }
}
