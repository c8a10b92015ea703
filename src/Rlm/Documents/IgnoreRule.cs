namespace Rlm.Documents;

/// <summary>One line of a <c>.gitignore</c>.</summary>
internal sealed class IgnoreRule
{
    private readonly Glob _glob;
    private readonly bool _onlyFolders;

    private IgnoreRule(Glob glob, bool negated, bool onlyFolders)
    {
        _glob = glob;
        Negated = negated;
        _onlyFolders = onlyFolders;
    }

    /// <summary>True when what it matches is taken in again.</summary>
    public bool Negated { get; }

    /// <summary>The pattern without its signs.</summary>
    public string Pattern => _glob.Pattern;

    /// <summary>The rule of a line, or null when the line has none.</summary>
    public static IgnoreRule? Parse(string line)
    {
        var pattern = TrimEnd(line.TrimEnd('\r'));
        if (pattern.Length == 0 || pattern[0] == '#')
        {
            return null;
        }

        var negated = pattern[0] == '!';
        pattern = negated ? pattern[1..] : pattern;
        var onlyFolders = pattern.EndsWith('/');
        pattern = onlyFolders ? pattern[..^1] : pattern;

        // A part without a name matches nothing, for git too.
        if (pattern.Length == 0 || pattern.EndsWith('/') || pattern.Contains("//", StringComparison.Ordinal))
        {
            return null;
        }

        // A slash at the start or in the middle ties the pattern to the folder of its file.
        var tied = pattern.Contains('/', StringComparison.Ordinal);
        return new(Glob.ForPath(tied ? pattern : "**/" + pattern, braces: false), negated, onlyFolders);
    }

    /// <param name="path">Relative to the folder of the file that holds the rule.</param>
    /// <param name="folder">Whether it is a folder.</param>
    public bool IsMatch(string path, bool folder) => (folder || !_onlyFolders) && _glob.IsMatch(path);

    /// <summary>Spaces at the end mean nothing unless the last has a backslash before it.</summary>
    private static string TrimEnd(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] == ' ' && !(end > 1 && line[end - 2] == '\\'))
        {
            end--;
        }

        return line[..end];
    }
}
