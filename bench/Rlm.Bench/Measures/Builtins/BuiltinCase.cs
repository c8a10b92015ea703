namespace Rlm.Bench.Measures.Builtins;

/// <summary>A question that a built-in command answers, and the analysis that a model would write for it instead.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Commands">The built-in commands; the output of the last is the answer.</param>
/// <param name="Analyze">The analysis.</param>
/// <param name="Merge">What makes it run on all cores, or null where its parts do not come to a whole.</param>
internal sealed record BuiltinCase(string Name, string Commands, string Analyze, string? Merge)
{
    private const string Sum = "pub fn merge(parts: &[String]) -> usize { parts.iter().map(|n| n.parse::<usize>().unwrap()).sum() }";

    /// <summary>Lines before what of the answer counts: a heading of the command.</summary>
    public int Heading { get; init; }

    public static IReadOnlyList<BuiltinCase> All { get; } =
    [
        new(
            "how many lines",
            """{"op":"count","what":"lines"}""",
            "pub fn analyze(input: &str) -> usize { input.lines().count() }",
            Sum),
        new(
            "how many words",
            """{"op":"count","what":"words"}""",
            "pub fn analyze(input: &str) -> usize { input.split_whitespace().count() }",
            Sum),
        new(
            "how many characters",
            """{"op":"count","what":"chars"}""",
            "pub fn analyze(input: &str) -> usize { input.chars().count() }",
            Sum),
        new(
            "lines with a rare text, in upper or lower case",
            """
            {"op":"find","text":"queequeg","store":"hits"}
            {"op":"count","what":"matches","on":"hits"}
            """,
            """pub fn analyze(input: &str) -> usize { input.lines().filter(|line| line.to_lowercase().contains("queequeg")).count() }""",
            Sum),
        new(
            "lines with a frequent text, in upper or lower case",
            """
            {"op":"find","text":"warn","store":"hits"}
            {"op":"count","what":"matches","on":"hits"}
            """,
            """pub fn analyze(input: &str) -> usize { input.lines().filter(|line| line.to_lowercase().contains("warn")).count() }""",
            Sum),
        new(
            "lines that match `ERROR .*whale.* \\d+ ms$`",
            """
            {"op":"regex","pattern":"ERROR .*whale.* \\d+ ms$","store":"hits"}
            {"op":"count","what":"matches","on":"hits"}
            """,
            """
            use regex::Regex;
            pub fn analyze(input: &str) -> usize {
                let pattern = Regex::new(r"ERROR .*whale.* \d+ ms$").unwrap();
                input.lines().filter(|line| pattern.is_match(line)).count()
            }
            """,
            Sum),
        new(
            "the 20 most frequent words",
            """{"op":"index_terms","max_terms":20}""",
            """
            pub fn analyze(input: &str) -> String { ranked(counted(input), 20) }
            fn counted(input: &str) -> HashMap<&str, usize> {
                let mut counts = HashMap::new();
                for word in input.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()) { *counts.entry(word).or_insert(0) += 1; }
                counts
            }
            fn ranked(counts: HashMap<&str, usize>, most: usize) -> String {
                let mut all: Vec<_> = counts.into_iter().collect();
                all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
                all.iter().take(most).map(|(word, n)| format!("{n}\t{word}\n")).collect()
            }
            """,
            """
            pub fn merge(parts: &[String]) -> String {
                let mut counts: HashMap<&str, usize> = HashMap::new();
                for line in parts.iter().flat_map(|part| part.lines()) {
                    let (n, word) = line.split_once('\t').unwrap();
                    *counts.entry(word).or_insert(0) += n.parse::<usize>().unwrap();
                }
                ranked(counts, 20)
            }
            """) { Heading = 1 },
        new(
            "five lines from far into the text",
            """{"op":"lines","start":800000,"end":805000,"store":"part"} {"op":"lines","on":"part","start":4000,"end":4005}""",
            """pub fn analyze(input: &str) -> String { input.lines().skip(804_000).take(5).map(|line| format!("{line}\n")).collect() }""",
            null),
    ];

    /// <summary>The analysis for one core.</summary>
    public string Whole => Analyze;

    /// <summary>The analysis for all cores, or null.</summary>
    public string? Chunked => Merge is null ? null : $"{(Heading > 0 ? Analyze.Replace("counted(input), 20)", "counted(input), usize::MAX)", StringComparison.Ordinal) : Analyze)}\n{Merge}";
}
