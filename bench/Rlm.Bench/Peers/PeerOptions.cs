using System.Globalization;

namespace Rlm.Bench.Peers;

/// <summary>Which jobs are measured.</summary>
internal sealed record PeerOptions
{
    public const string Usage = "peers [--sizes 1,10,100,1000] [--only ANALYSIS,...] [--peers cold,cached,merge,native,cpython,pyodide] [--times N] [--redraw]";

    /// <summary>Names of all peers.</summary>
    public static IReadOnlyList<string> PeerNames { get; } = ["cold", "cached", "merge", "native", "cpython", "pyodide"];

    /// <summary>Megabytes of the document.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [1, 10, 100, 1000];

    public IReadOnlyList<BenchAnalysis> Analyses { get; init; } = BenchAnalysis.All;

    /// <summary>Names of peers, whose times are shown only; or null: all of them, and their times are kept.</summary>
    public IReadOnlyList<string>? Peers { get; init; }

    /// <summary>Runs of each peer, or null: 5, and fewer at 1 GB.</summary>
    public int? Times { get; init; }

    /// <summary>Measures nothing; shows what is kept anew.</summary>
    public bool Redraw { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <returns>Null when something is <paramref name="wrong"/>.</returns>
    public static PeerOptions? TryParse(IReadOnlyList<string> arguments, out string? wrong)
    {
        var options = new PeerOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--redraw")
            {
                options = options with { Redraw = true };
                continue;
            }

            string[] values = i + 1 < arguments.Count ? arguments[i + 1].Split(',') : [];
            var numbers = values.Select(Number).ToList();
            var analyses = values.Select(name => BenchAnalysis.All.FirstOrDefault(analysis => analysis.Name == name)).ToList();
            switch (arguments[i++])
            {
                case "--sizes" when values.Length > 0 && !numbers.Contains(null):
                    options = options with { Sizes = [.. numbers.OfType<int>()] };
                    break;
                case "--times" when values.Length == 1 && numbers[0] is { } times:
                    options = options with { Times = times };
                    break;
                case "--peers" when values.Length > 0 && values.All(PeerNames.Contains):
                    options = options with { Peers = values };
                    break;
                case "--only" when values.Length > 0 && !analyses.Contains(null):
                    options = options with { Analyses = [.. analyses.OfType<BenchAnalysis>()] };
                    break;
                default:
                    wrong = $"`{string.Join(' ', arguments.Skip(i - 1).Take(2))}` is not understood.\n  {Usage}\n"
                        + $"  analyses: {string.Join(", ", BenchAnalysis.All.Select(analysis => analysis.Name))}";
                    return null;
            }
        }

        wrong = null;
        return options;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
