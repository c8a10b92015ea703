using System.Text.RegularExpressions;

namespace Rlm.Evaluation.Matching;

/// <summary>
/// Cuts a list in prose into its items: at line ends, semicolons and commas, but at no sign that a true item holds. Marks of lists, quotes and stars, a sentence before a colon, "and" between items (where no true one holds it)
/// and a point after the last are not of the items.
/// </summary>
/// <param name="truth">The true items.</param>
internal sealed partial class SetItems(IReadOnlyList<string> truth)
{
    private const string Marks = "\"'`*“”„«»_ \t\r";

    private readonly char[] _separators = [.. ",;".Where(c => !truth.Any(t => t.Contains(c)))];
    private readonly bool _hasAnd = truth.Any(t => t.Contains(" and ", StringComparison.OrdinalIgnoreCase));
    private readonly bool _hasColons = truth.Any(t => t.Contains(':'));

    public IReadOnlyList<string> Of(string text)
    {
        var items = new List<string>();
        foreach (var line in text.Split('\n').Select(l => ListMark.Replace(l, string.Empty).Trim()))
        {
            items.AddRange(Cut(_hasColons ? line : AfterColon(line)));
        }

        return items;
    }

    /// <summary>What is compared of an item.</summary>
    public static string Normal(string item)
    {
        var text = item.Trim().Trim([.. Marks]);
        text = text.EndsWith('.') && !text[..^1].Contains('.') ? text[..^1].Trim([.. Marks]) : text;
        return string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string AfterColon(string line) =>
        line.TrimEnd('*', ' ').EndsWith(':') ? string.Empty
        : line.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? line[(colon + 2)..]
        : line;

    private string[] Cut(string line)
    {
        var parts = _separators.Length == 0 ? [line] : line.Split(_separators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1 && parts[^1].TrimStart() is var last && last.StartsWith("and ", StringComparison.OrdinalIgnoreCase))
        {
            parts[^1] = last[4..];
        }

        return _hasAnd ? parts : [.. parts.SelectMany(p => p.Split(" and "))];
    }

    [GeneratedRegex(@"^\s*(?:[-*•+]|\d{1,3}[.)])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex ListMark { get; }
}
