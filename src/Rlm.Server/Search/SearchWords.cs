using System.Text;

namespace Rlm.Server.Search;

/// <summary>From what somebody types to a query of SQLite's full-text search.</summary>
internal static class SearchWords
{
    private const int MostWords = 20;

    /// <summary>Every word as the beginning of one, all of them; null when there is none. Nothing in it is an operator.</summary>
    public static string? ToMatch(string query)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in query.EnumerateRunes().Append(new Rune(' ')))
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(rune.ToString());
            }
            else if (word.Length > 0)
            {
                words.Add($"\"{word}\"*");
                word.Clear();
            }
        }

        return words.Count == 0 ? null : string.Join(' ', words.Take(MostWords));
    }
}
