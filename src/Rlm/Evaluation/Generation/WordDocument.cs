using System.Text.Json.Nodes;

namespace Rlm.Evaluation.Generation;

/// <summary>Made-up words, some of which are much more frequent than others.</summary>
internal static class WordDocument
{
    private const int Vocabulary = 1_000;
    private const int WordsInLine = 12;
    private const int Top = 5;
    private static readonly string[] Syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".Split(' ');

    public static IReadOnlyList<GeneratedTask> Write(SizedWriter writer, SplitMix64 random)
    {
        var words = Words(random);
        var (shares, all) = Shares();
        var counts = new long[Vocabulary];
        var line = new int[WordsInLine];
        while (true)
        {
            for (var i = 0; i < line.Length; i++)
            {
                var at = Array.BinarySearch(shares, random.Below(all));
                line[i] = at >= 0 ? at + 1 : ~at;
            }

            var text = string.Join(' ', line.Select(w => words[w]));
            if (!writer.Fits(text))
            {
                break;
            }

            writer.WriteLine(text);
            foreach (var word in line)
            {
                counts[word]++;
            }
        }

        var ranked = words.Select((w, i) => (Word: w, Count: counts[i])).OrderByDescending(w => w.Count).ThenBy(w => w.Word, StringComparer.Ordinal).ToList();
        var sought = ranked[Top + (int)random.Below(20)];
        return
        [
            new GeneratedTask(
                "top",
                $"Which are the {Top} most frequent words? Of words with the same count the first in alphabetical order go first. Answer with the words alone, one a line.",
                new JsonArray([.. ranked.Take(Top).Select(w => JsonValue.Create(w.Word)).OfType<JsonNode>()]),
                "set"),
            new GeneratedTask("count", $"How often does the word \"{sought.Word}\" stand in the text? Answer with the number alone.", sought.Count, "number"),
        ];
    }

    private static List<string> Words(SplitMix64 random)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < Vocabulary)
        {
            words.Add(random.Pick(Syllables) + random.Pick(Syllables) + random.Pick(Syllables));
        }

        return [.. words];
    }

    /// <summary>Where the share of each word ends: the word at place n has about one n-th of the first one's.</summary>
    private static (long[] Ends, long All) Shares()
    {
        var ends = new long[Vocabulary];
        var all = 0L;
        for (var i = 0; i < Vocabulary; i++)
        {
            ends[i] = all += 1_000_000 / (i + 4);
        }

        return (ends, all);
    }
}
