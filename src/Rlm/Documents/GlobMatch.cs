namespace Rlm.Documents;

/// <summary>Matches the parts of a pattern against the parts of a path, in time bounded by their product.</summary>
internal static class GlobMatch
{
    /// <summary>A last <c>**</c> needs at least one part, as in <c>.gitignore</c>: <c>a/**</c> is what lies in <c>a</c>.</summary>
    public static bool Path(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        int p = 0, s = 0, star = -1, starAt = 0;
        while (s < path.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
            {
                if (p == pattern.Length - 1)
                {
                    return true;
                }

                (star, starAt) = (p++, s);
            }
            else if (p < pattern.Length && Name(pattern[p], path[s]))
            {
                p++;
                s++;
            }
            else if (star >= 0)
            {
                (p, s) = (star + 1, ++starAt);
            }
            else
            {
                return false;
            }
        }

        return p == pattern.Length;
    }

    /// <summary>Whether the pattern could match something below the folder.</summary>
    public static bool Below(ReadOnlySpan<string> pattern, ReadOnlySpan<string> folder)
    {
        for (var i = 0; i < folder.Length; i++)
        {
            if (i >= pattern.Length)
            {
                return false;
            }

            if (pattern[i] == "**")
            {
                return true;
            }

            if (!Name(pattern[i], folder[i]))
            {
                return false;
            }
        }

        return pattern.Length > folder.Length;
    }

    /// <summary>Matches one name.</summary>
    public static bool Name(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, s = 0, star = -1, starAt = 0;
        while (s < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, starAt) = (p++, s);
                continue;
            }

            if (p < pattern.Length && One(pattern, p, name, s, out var pLength, out var sLength))
            {
                p += pLength;
                s += sLength;
                continue;
            }

            if (star < 0)
            {
                return false;
            }

            (p, s) = (star + 1, ++starAt);
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static bool One(
        ReadOnlySpan<char> pattern, int p, ReadOnlySpan<char> name, int s, out int pLength, out int sLength)
    {
        (pLength, sLength) = (1, 1);
        switch (pattern[p])
        {
            case '?':
                sLength = char.IsHighSurrogate(name[s]) && s + 1 < name.Length ? 2 : 1;
                return true;
            case '[':
                return GlobClass.IsMatch(pattern[p..], name[s], out pLength);
            case '\\' when p + 1 < pattern.Length:
                pLength = 2;
                return pattern[p + 1] == name[s];
            default:
                return pattern[p] == name[s];
        }
    }
}
