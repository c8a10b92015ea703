using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Rlm.Commands;

/// <summary>How often each term occurs.</summary>
internal sealed class TermCounts
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>How many different terms there are.</summary>
    public int Distinct => _counts.Count;

    /// <summary>Characters of all different terms together.</summary>
    public long Characters { get; private set; }

    /// <summary>Counts what a pattern matches; a match of nothing is no term.</summary>
    public void Add(ReadOnlySpan<char> text, Regex regex)
    {
        var byTerm = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var match in regex.EnumerateMatches(text))
        {
            Add(byTerm, text.Slice(match.Index, match.Length));
        }
    }

    /// <summary>Counts runs.</summary>
    public void Add(ReadOnlySpan<char> text, CharacterRuns runs)
    {
        var byTerm = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at < text.Length;)
        {
            Add(byTerm, runs.Next(text, ref at));
        }
    }

    /// <summary>The most frequent first; of equal ones in ordinal order.</summary>
    /// <param name="least">Rarer ones are left out.</param>
    /// <param name="most">How many at most.</param>
    public IEnumerable<KeyValuePair<string, long>> Ranked(long least, int most) => _counts
        .Where(c => c.Value >= least)
        .OrderByDescending(c => c.Value)
        .ThenBy(c => c.Key, StringComparer.Ordinal)
        .Take(most);

    private void Add(Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> byTerm, ReadOnlySpan<char> term)
    {
        if (term.IsEmpty)
        {
            return;
        }

        CollectionsMarshal.GetValueRefOrAddDefault(byTerm, term, out var known)++;
        Characters += known ? 0 : term.Length;
    }
}
