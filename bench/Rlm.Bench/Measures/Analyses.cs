namespace Rlm.Bench.Measures;

/// <summary>The two analyses of which size, chunks and memory are measured: the lightest that reads all, and one that keeps a table.</summary>
internal static class Analyses
{
    public const string Lines =
        """
        pub fn analyze(input: &str) -> usize { input.lines().count() }
        pub fn merge(parts: &[String]) -> usize { parts.iter().map(|n| n.parse::<usize>().unwrap()).sum() }
        """;

    public const string Words =
        """
        pub fn analyze(input: &str) -> String {
            let mut counts: HashMap<String, usize> = HashMap::new();
            for word in input.split(|c: char| !c.is_alphabetic()) {
                if !word.is_empty() { *counts.entry(word.to_lowercase()).or_insert(0) += 1; }
            }
            counts.iter().map(|(word, n)| format!("{word} {n}\n")).collect()
        }
        pub fn merge(parts: &[String]) -> String {
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for line in parts.iter().flat_map(|part| part.lines()) {
                let (word, n) = line.split_once(' ').unwrap();
                *counts.entry(word).or_insert(0) += n.parse::<usize>().unwrap();
            }
            let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
            ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
            ranked.iter().take(10).map(|(word, n)| format!("{word} {n}")).collect::<Vec<_>>().join("\n")
        }
        """;
}
