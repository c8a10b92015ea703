namespace Rlm.Documents;

/// <summary>Decides what of a folder, glob or archive becomes a document.</summary>
internal sealed class FileRules
{
    private readonly Glob[] _include;
    private readonly Glob[] _exclude;
    private readonly Glob? _only;
    private readonly bool _noIgnore;

    /// <param name="options">The user's patterns.</param>
    /// <param name="only">The glob that was asked for, or null for all in a folder.</param>
    public FileRules(DocumentOptions options, Glob? only)
    {
        _include = [.. options.Include.Select(Glob.ForUser)];
        _exclude = [.. options.Exclude.Select(Glob.ForUser)];
        _only = only;
        _noIgnore = options.NoIgnore;
    }

    /// <summary>Whether <c>.gitignore</c> counts.</summary>
    public bool UsesIgnoreFiles => !_noIgnore;

    /// <summary>Whether what was asked for can lie at or below the path at all; what cannot is not even worth a report.</summary>
    public bool Concerns(string path, bool folder) =>
        _only is null || (folder ? _only.CouldMatchBelow(path) : _only.IsMatch(path));

    /// <summary>Whether a pattern names the file, and does not only sweep it in.</summary>
    public bool IsNamed(string path) => Named(path).Any();

    /// <summary>Why the folder is not entered, or null when it is.</summary>
    /// <param name="path">Path below the root.</param>
    /// <param name="beside">Names of the entries beside it, or null.</param>
    /// <param name="ignoredBy">Finds the rule of a <c>.gitignore</c> that leaves it out, or null.</param>
    public (LeftOutReason Reason, string Detail)? Folder(
        string path, IReadOnlyCollection<string>? beside, Func<string?> ignoredBy)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (Array.Find(_exclude, one => one.IsMatch(path)) is { } excluded)
        {
            return (LeftOutReason.Excluded, excluded.Pattern);
        }

        if (Array.Exists(_include, one => one.LeadsInto(path)) || _only?.LeadsInto(path) == true)
        {
            return null;
        }

        if (name == ".git" || (name.StartsWith('.') && !_noIgnore))
        {
            return (LeftOutReason.Hidden, "");
        }

        if (_noIgnore)
        {
            return null;
        }

        return KnownNames.IsDependencyFolder(name, beside) ? (LeftOutReason.DependencyFolder, "")
            : ignoredBy() is { } rule ? (LeftOutReason.Ignored, rule)
            : null;
    }

    /// <summary>Why the file is left out, or null when it is taken.</summary>
    /// <param name="path">Path below the root.</param>
    /// <param name="ignoredBy">Finds the rule of a <c>.gitignore</c> that leaves it out, or null.</param>
    public (LeftOutReason Reason, string Detail)? File(string path, Func<string?> ignoredBy)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (Array.Find(_exclude, one => one.IsMatch(path)) is { } excluded)
        {
            return (LeftOutReason.Excluded, excluded.Pattern);
        }

        if (_include.Length > 0 && !Array.Exists(_include, one => one.IsMatch(path)))
        {
            return (LeftOutReason.NotIncluded, "");
        }

        var named = false;
        var namedHidden = false;
        foreach (var pattern in Named(path))
        {
            named = true;
            namedHidden |= pattern.NamesHidden;
        }

        if (!named && KnownNames.IsKeyFile(name))
        {
            return (LeftOutReason.KeyFile, "");
        }

        if (_noIgnore || namedHidden)
        {
            return null;
        }

        return name.StartsWith('.') ? (LeftOutReason.Hidden, "")
            : !named && ignoredBy() is { } rule ? (LeftOutReason.Ignored, rule)
            : null;
    }

    private IEnumerable<Glob> Named(string path)
    {
        foreach (var one in _only is null ? _include : [.. _include, _only])
        {
            if (one.NamesFiles && one.IsMatch(path))
            {
                yield return one;
            }
        }
    }
}
