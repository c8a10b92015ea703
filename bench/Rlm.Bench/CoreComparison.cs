using System.Text;
using Rlm.Wasm.Execution;

namespace Rlm.Bench;

/// <summary>The same analysis with <c>merge</c>, so many chunks at once, in turn over the same document.</summary>
internal sealed record CoreComparison(string Name, IReadOnlyList<int> Cores, IReadOnlyList<IReadOnlyList<TimeSpan>> Whole, int Chunks)
{
    private const int Times = 5;

    private const string Words =
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

    private const string Lines =
        """
        pub fn analyze(input: &str) -> usize { input.lines().count() }
        pub fn merge(parts: &[String]) -> usize { parts.iter().map(|n| n.parse::<usize>().unwrap()).sum() }
        """;

    public static async Task<IReadOnlyList<CoreComparison>> MeasureAsync() =>
        [await MeasureAsync("word frequency", Words), await MeasureAsync("line count", Lines)];

    private static async Task<CoreComparison> MeasureAsync(string name, string source)
    {
        var module = await Bed.ModuleAsync(Bed.NewCache(disk: true), source);
        var document = Corpus.Make();
        int[] cores = [1, Environment.ProcessorCount];
        var whole = cores.Select(_ => new List<TimeSpan>()).ToList();
        var results = new HashSet<string>();
        var chunks = 0;
        for (var i = 0; i < Times; i++)
        {
            for (var c = 0; c < cores.Length; c++)
            {
                var began = TimeProvider.System.GetTimestamp();
                using var file = File.OpenHandle(document);
                var outcome = await new WasmExecutor(new ExecutionOptions { Parallelism = cores[c] }).ExecuteAsync(module, [new FileInput(file)]);
                whole[c].Add(TimeProvider.System.GetElapsedTime(began));
                chunks = outcome.Chunks;
                results.Add(outcome.Output is { } output ? Encoding.UTF8.GetString(output.Span) : throw new InvalidOperationException(outcome.Error!.Message));
            }
        }

        return results.Count == 1
            ? new CoreComparison(name, cores, whole, chunks)
            : throw new InvalidOperationException($"The results differ:\n{string.Join("\n-- and --\n", results)}");
    }
}
