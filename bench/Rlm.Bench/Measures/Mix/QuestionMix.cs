using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rlm.Bench.Measures.Mix;

/// <summary>Analyses as models write them, asked again and again: a few often, most seldom, some of them in other words.</summary>
internal static partial class QuestionMix
{
    private const int Analyses = 40;

    /// <summary>Of the questions asked again, those whose code comes back the same but for its form.</summary>
    private const double OtherForm = 0.15;

    private static readonly Func<string, string>[] Forms =
    [
        code => code.ReplaceLineEndings("\r\n"),
        code => code.Replace("    ", "\t", StringComparison.Ordinal),
        code => $"// Counts what was asked for.\n{code}",
        code => code.Replace("\n}\n", "\n}\n\n", StringComparison.Ordinal),
        code => code.TrimEnd() + "\n\n",
        code => string.Join('\n', code.Split('\n').Select(line => line.Length > 0 && !line.Contains('"', StringComparison.Ordinal) ? line + " " : line)),
    ];

    /// <summary>The sources in the order in which they are asked for, and whether the same bytes, or the same code in another form, came before.</summary>
    public static IReadOnlyList<AskedAnalysis> Make(int questions)
    {
        var random = new Random(7);
        var sources = Sources().ToArray();
        random.Shuffle(sources);
        sources = sources[..Analyses];

        // The one in place n is asked for once where the first is asked for n times.
        var weights = Enumerable.Range(1, Analyses).Select(rank => 1.0 / rank).ToArray();
        var seen = new HashSet<int>();
        var seenBytes = new HashSet<string>(StringComparer.Ordinal);
        var asked = new List<AskedAnalysis>();
        for (var i = 0; i < questions; i++)
        {
            var index = Pick(random, weights);
            var again = !seen.Add(index);
            var source = again && random.NextDouble() < OtherForm ? Forms[random.Next(Forms.Length)](sources[index]) : sources[index];
            asked.Add(new AskedAnalysis(source, !seenBytes.Add(source) ? Repetition.Same : again ? Repetition.OtherForm : Repetition.None));
        }

        return asked;
    }

    private static int Pick(Random random, double[] weights)
    {
        var at = random.NextDouble() * weights.Sum();
        var index = 0;
        while (index < weights.Length - 1 && (at -= weights[index]) > 0)
        {
            index++;
        }

        return index;
    }

    /// <summary>The sample analyses, and what models wrote in the recorded answers of the demo.</summary>
    private static IEnumerable<string> Sources()
    {
        var samples = Directory.GetFiles(Path.Combine(Places.Root, "samples", "analyses"), "*.rs").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        var recorded = Directory.GetFiles(Path.Combine(Places.Root, "samples", "demo", "recorded"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("content").GetString()!)
            .SelectMany(said => RustBlock().Matches(said).Select(block => block.Groups[1].Value));
        return samples.Concat(recorded).Distinct();
    }

    [GeneratedRegex("```rust\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex RustBlock();
}

/// <summary>One analysis that is asked for.</summary>
/// <param name="Source">Its Rust.</param>
/// <param name="Before">Whether it was asked for before.</param>
internal sealed record AskedAnalysis(string Source, Repetition Before);

/// <summary>Whether an analysis was asked for before.</summary>
internal enum Repetition
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It was, with the same bytes.</summary>
    Same,

    /// <summary>It was, but for comments and white space.</summary>
    OtherForm,
}
