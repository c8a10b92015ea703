using System.Text;

namespace Rlm.Documents;

/// <summary>Gives each document a name of its own.</summary>
internal sealed class DocumentNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The first of the two names that is free; else the first with a number.</summary>
    /// <param name="name">The name to have.</param>
    /// <param name="longer">A longer one, such as the path as it was given, or null.</param>
    public string Take(string name, string? longer = null)
    {
        var (first, second) = (Clean(name), Clean(longer ?? ""));
        if (_taken.Add(first))
        {
            return first;
        }

        if (longer is not null && _taken.Add(second))
        {
            return second;
        }

        var dot = first.LastIndexOf('.');
        var (stem, extension) = dot > first.LastIndexOf('/') + 1 ? (first[..dot], first[dot..]) : (first, "");

        // Goes on where it ended: an archive may hold one name a hundred thousand times.
        for (var number = _numbers.GetValueOrDefault(first, 2); ; number++)
        {
            var numbered = $"{stem} ({number}){extension}";
            if (_taken.Add(numbered))
            {
                _numbers[first] = number + 1;
                return numbered;
            }
        }
    }

    /// <summary>A name without parts that lead elsewhere and without characters that a terminal would act on.</summary>
    public static string Clean(string path)
    {
        var clean = new StringBuilder(path.Length);
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || part == "." || part == "..")
            {
                continue;
            }

            clean.Append(clean.Length > 0 ? "/" : "");
            foreach (var rune in part.EnumerateRunes())
            {
                clean.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
            }
        }

        return clean.Length == 0 ? "document" : clean.ToString();
    }
}
