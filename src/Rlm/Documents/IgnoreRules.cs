namespace Rlm.Documents;

/// <summary>The rules that hold in a folder: its own <c>.gitignore</c>, then those of the folders above it.</summary>
internal sealed class IgnoreRules
{
    private const int MostBytes = 4 << 20;
    private readonly IgnoreRules? _above;
    private readonly string _folder;
    private readonly List<IgnoreRule> _rules;

    private IgnoreRules(IgnoreRules? above, string folder, List<IgnoreRule> rules)
    {
        _above = above;
        _folder = folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar;
        _rules = rules;
    }

    /// <summary>The rules that hold in a folder because of those above it, up to the root of its git repository.</summary>
    public static IgnoreRules? Above(string folder)
    {
        var above = new Stack<string>();
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            var git = Path.Combine(at, ".git");
            if (Directory.Exists(git) || File.Exists(git))
            {
                var rules = Read(null, at, Path.Combine(git, "info", "exclude"));
                while (above.TryPop(out var next))
                {
                    rules = In(rules, Path.GetDirectoryName(next)!);
                }

                return rules;
            }

            above.Push(at);
        }

        return null;
    }

    /// <summary>The rules that hold in a folder, given those above it.</summary>
    public static IgnoreRules? In(IgnoreRules? above, string folder) => Read(above, folder, Path.Combine(folder, ".gitignore"));

    /// <summary>The rule by which git leaves the path out, or null.</summary>
    public string? Find(string path, bool folder)
    {
        for (var level = this; level is not null; level = level._above)
        {
            var relative = path[level._folder.Length..].Replace(Path.DirectorySeparatorChar, '/');
            for (var i = level._rules.Count - 1; i >= 0; i--)
            {
                if (level._rules[i].IsMatch(relative, folder))
                {
                    return level._rules[i].Negated ? null : level._rules[i].Pattern;
                }
            }
        }

        return null;
    }

    private static IgnoreRules? Read(IgnoreRules? above, string folder, string file)
    {
        try
        {
            if (FileFacts.Of(file, followLinks: true) is not { Kind: FileKind.File, Length: > 0 and <= MostBytes })
            {
                return above;
            }

            var rules = new List<IgnoreRule>();
            foreach (var line in File.ReadLines(file))
            {
                if (IgnoreRule.Parse(line) is { } rule)
                {
                    rules.Add(rule);
                }
            }

            return rules.Count == 0 ? above : new(above, folder, rules);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Rules that cannot be read are no rules, as for git.
            return above;
        }
    }
}
