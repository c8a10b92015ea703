using Rlm.Bench.Peers;

namespace Rlm.Bench.Measures;

/// <summary>The two analyses of which size, chunks and memory are measured: the lightest that reads all, and one that keeps a table.</summary>
internal static class Analyses
{
    public const string Lines =
        """
        pub fn analyze(input: &str) -> usize { input.lines().count() }
        pub fn merge(parts: &[String]) -> usize { parts.iter().map(|n| n.parse::<usize>().unwrap()).sum() }
        """;

    public static string Words { get; } = BenchAnalysis.All.Single(analysis => analysis.Name == "word-frequency").Merge!;
}
