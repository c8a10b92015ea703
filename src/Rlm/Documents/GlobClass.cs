namespace Rlm.Documents;

/// <summary>A set of characters in a pattern: <c>[abc]</c>, <c>[a-z]</c>, <c>[!a-z]</c>, <c>[[:digit:]]</c>.</summary>
internal static class GlobClass
{
    /// <param name="pattern">Begins with <c>[</c>.</param>
    /// <param name="value">The character in question.</param>
    /// <param name="length">Length of the set in the pattern.</param>
    /// <returns>False also when the set is not closed, as in <c>.gitignore</c>.</returns>
    public static bool IsMatch(ReadOnlySpan<char> pattern, char value, out int length)
    {
        length = 1;
        var i = 1;
        var negated = pattern.Length > 1 && pattern[1] is '!' or '^';
        i += negated ? 1 : 0;
        var found = false;
        for (var first = true; ; first = false)
        {
            if (i >= pattern.Length)
            {
                return false;
            }

            if (pattern[i] == ']' && !first)
            {
                length = i + 1;
                return found != negated && value != '/';
            }

            if (Named(pattern[i..], value, out var named, out var inNamed))
            {
                found |= inNamed;
                i += named;
                continue;
            }

            var from = Take(pattern, ref i);
            var to = from;
            if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
            {
                i++;
                to = Take(pattern, ref i);
            }

            found |= value >= from && value <= to;
        }
    }

    private static char Take(ReadOnlySpan<char> pattern, ref int i)
    {
        if (pattern[i] == '\\' && i + 1 < pattern.Length)
        {
            i++;
        }

        return pattern[i++];
    }

    private static bool Named(ReadOnlySpan<char> pattern, char value, out int length, out bool found)
    {
        (length, found) = (0, false);
        if (!pattern.StartsWith("[:") || pattern.IndexOf(":]") is not (> 0 and var end))
        {
            return false;
        }

        length = end + 2;
        found = pattern[2..end] switch
        {
            "alnum" => char.IsAsciiLetterOrDigit(value),
            "alpha" => char.IsAsciiLetter(value),
            "blank" => value is ' ' or '\t',
            "cntrl" => value < 0x20 || value == 0x7F,
            "digit" => char.IsAsciiDigit(value),
            "graph" => value is > ' ' and < '\x7F',
            "lower" => char.IsAsciiLetterLower(value),
            "print" => value is >= ' ' and < '\x7F',
            "punct" => value is > ' ' and < '\x7F' && !char.IsAsciiLetterOrDigit(value),
            "space" => value is ' ' or (>= '\t' and <= '\r'),
            "upper" => char.IsAsciiLetterUpper(value),
            "xdigit" => char.IsAsciiHexDigit(value),
            _ => false,
        };
        return true;
    }
}
