namespace Rlm.Documents;

/// <summary>
/// A pattern over paths with <c>/</c>: <c>*</c> and <c>?</c> within a name, <c>**</c> across folders, <c>[a-z]</c>,
/// <c>\</c> before a character that means itself, and, where asked for, <c>{a,b}</c>.
/// </summary>
/// <remarks>One matcher for DOC patterns, include and exclude patterns and the rules of <c>.gitignore</c>.</remarks>
internal sealed class Glob
{
    private const int MostAlternatives = 256;
    private readonly string[][] _alternatives;

    private Glob(string pattern, IEnumerable<string> alternatives)
    {
        Pattern = pattern;
        _alternatives = [.. alternatives.Select(Parts)];
    }

    /// <summary>The pattern as it was written.</summary>
    public string Pattern { get; }

    /// <summary>Whether the text means more than itself.</summary>
    public static bool IsGlob(string text) => text.AsSpan().ContainsAny('*', '?', '[') || text.Contains('{', StringComparison.Ordinal);

    /// <summary>A pattern against the whole path.</summary>
    public static Glob ForPath(string pattern, bool braces = true) =>
        new(pattern, braces ? GlobBraces.Expand(pattern, MostAlternatives) : [pattern]);

    /// <summary>A pattern of a user's: without <c>/</c> it is against the name in any folder, else against the whole path.</summary>
    public static Glob ForUser(string pattern)
    {
        var clean = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
        return clean.TrimEnd('/').Contains('/', StringComparison.Ordinal) ? ForPath(clean) : ForPath("**/" + clean);
    }

    /// <summary>Whether the whole path matches.</summary>
    public bool IsMatch(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(_alternatives, one => GlobMatch.Path(one, segments));
    }

    /// <summary>Whether something below the folder could match.</summary>
    public bool CouldMatchBelow(string folder)
    {
        var segments = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(_alternatives, one => GlobMatch.Below(one, segments));
    }

    /// <summary>Whether the pattern spells the folder's path out, so that the folder is meant and not just swept in.</summary>
    public bool LeadsInto(string folder)
    {
        var segments = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(
            _alternatives,
            one => one.Length > segments.Length && one.AsSpan(0, segments.Length).SequenceEqual(segments));
    }

    /// <summary>Whether the pattern says something about a file's name, and not only "all".</summary>
    public bool NamesFiles => Array.Exists(_alternatives, one => one.Length > 0 && one[^1].AsSpan().ContainsAnyExcept("*?."));

    /// <summary>Whether the pattern's last part begins with a dot, as a hidden file's name does.</summary>
    public bool NamesHidden => Array.Exists(_alternatives, one => one.Length > 0 && one[^1].StartsWith('.'));

    /// <summary>More than two stars between slashes mean what two mean.</summary>
    private static string[] Parts(string pattern)
    {
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = parts[i].Length > 2 && !parts[i].AsSpan().ContainsAnyExcept('*') ? "**" : parts[i];
        }

        return parts;
    }
}
