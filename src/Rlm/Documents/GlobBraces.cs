using System.Text;

namespace Rlm.Documents;

/// <summary>Writes <c>{a,b}</c> out, as shells do.</summary>
internal static class GlobBraces
{
    /// <summary>Braces in longer patterns mean themselves: each is looked for to the end of all.</summary>
    private const int MostCharacters = 1_000;

    /// <summary>All patterns that the pattern stands for; itself where there would be more than <paramref name="most"/>.</summary>
    public static IReadOnlyList<string> Expand(string pattern, int most)
    {
        if (pattern.Length > MostCharacters)
        {
            return [pattern];
        }

        var done = new List<string>();
        var open = new Stack<string>([pattern]);
        while (open.TryPop(out var one))
        {
            if (done.Count + open.Count >= most)
            {
                return [pattern];
            }

            if (!Split(one, out var start, out var parts, out var rest))
            {
                done.Add(one);
                continue;
            }

            for (var i = parts.Count - 1; i >= 0; i--)
            {
                open.Push(start + parts[i] + rest);
            }
        }

        return done;
    }

    /// <summary>Finds the first brace that closes and holds a comma.</summary>
    private static bool Split(string pattern, out string start, out List<string> parts, out string rest)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\')
            {
                at++;
            }
            else if (pattern[at] == '{' && Parts(pattern, at, out parts, out var end) && parts.Count > 1)
            {
                start = pattern[..at];
                rest = pattern[(end + 1)..];
                return true;
            }
        }

        (start, parts, rest) = (pattern, [], "");
        return false;
    }

    private static bool Parts(string pattern, int brace, out List<string> parts, out int end)
    {
        parts = [];
        var part = new StringBuilder();
        var depth = 0;
        for (end = brace + 1; end < pattern.Length; end++)
        {
            var c = pattern[end];
            if (c == '\\' && end + 1 < pattern.Length)
            {
                part.Append(c).Append(pattern[++end]);
                continue;
            }

            if (depth == 0 && c is (',' or '}'))
            {
                parts.Add(part.ToString());
                part.Clear();
                if (c == '}')
                {
                    return true;
                }

                continue;
            }

            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            part.Append(c);
        }

        return false;
    }
}
