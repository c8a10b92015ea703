using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>An analysis with <c>merge</c> over many chunks gives what it gives over one.</summary>
public sealed class MergeTests
{
    private const string Identity =
        """
        pub fn analyze(input: &str) -> String { input.to_string() }
        pub fn merge(parts: &[String]) -> String { format!("{}|{}", parts.len(), parts.concat()) }
        """;

    private const string LineLengths =
        """
        pub fn analyze(input: &str) -> Vec<usize> { input.lines().map(|line| line.chars().count()).collect() }
        pub fn merge(parts: Vec<&str>) -> String { parts.join("\n") }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Texts =>
    [
        "one\ntwo\nthree\n", "one\ntwo\nno final newline", "one\r\ntwo\r\n\r\nthree\r\n", "\n\n\n", "", "\r\n",
        "ünï\ncødé 😀😀\n日本語\n", new string('x', 5_000) + "\nshort\n" + new string('y', 2_000),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Chunks_hold_the_whole_text_in_order(string text)
    {
        foreach (var size in (int[])[1, 5, 64, 4_096])
        {
            var outcome = await RunAsync(Identity, size, AnalysisInput.FromText(text));

            var (count, joined) = (outcome.Text().Split('|', 2)[0], outcome.Text().Split('|', 2)[1]);
            Assert.Equal(text, joined);
            Assert.Equal(outcome.Chunks.ToString(System.Globalization.CultureInfo.InvariantCulture), count);
            Assert.Equal(LineChunks.Cut(AnalysisInput.FromText(text), size, Stop)!.Count, outcome.Chunks);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Lines_are_those_of_the_whole_text(string text)
    {
        var whole = await RunAsync(LineLengths, 1 << 20, AnalysisInput.FromText(text));
        var chunked = await RunAsync(LineLengths, 2, AnalysisInput.FromText(text));

        Assert.Equal(1, whole.Chunks);
        Assert.Equal(whole.Text(), chunked.Text());
    }

    [Fact]
    public async Task A_large_input_is_cut_without_being_told_to()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> String { format!("{} {}", input.lines().count(), input.len()) }
            pub fn merge(parts: &[String]) -> String {
                let mut sums = [0u64; 2];
                for part in parts { for (sum, n) in sums.iter_mut().zip(part.split(' ')) { *sum += n.parse::<u64>().unwrap(); } }
                format!("{} {} {}", parts.len(), sums[0], sums[1])
            }
            """;
        var module = await Sandbox.CompileAsync(source);
        var outcome = await new WasmExecutor(new ExecutionOptions()).ExecuteAsync(module, [new EndlessLines(20 << 20)], cancellationToken: Stop);

        Assert.Equal($"5 {(20 << 20) / 64} {20 << 20}", outcome.Text());
        Assert.Equal(5, outcome.Chunks);
        Assert.InRange(outcome.MemoryBytes, 4 << 20, 8 << 20);
    }

    [Fact]
    public async Task The_other_inputs_go_whole_to_every_chunk()
    {
        const string source =
            """
            pub fn analyze(log: &str, users: &str, extra: String) -> String {
                let known: HashSet<&str> = users.lines().collect();
                log.lines().filter(|line| known.contains(line)).map(|line| format!("{line}{extra};")).collect()
            }
            pub fn merge(parts: &[String]) -> String { parts.concat() }
            """;
        AnalysisInput[] inputs = [AnalysisInput.FromText("ann\nbob\ncarl\ndora\nann\n"), AnalysisInput.FromText("ann\ndora\n"), AnalysisInput.FromText("!")];

        var outcome = await RunAsync(source, 3, inputs);

        Assert.Equal("ann!;dora!;ann!;", outcome.Text());
        Assert.Equal(5, outcome.Chunks);
    }

    [Fact]
    public async Task Documents_are_known_in_every_chunk()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> String {
                rlm::documents(input).map(|d| format!("{}:{}:{}\n", d.name, d.text.lines().count(), d.text.len())).collect()
            }
            pub fn merge(parts: &[String]) -> String {
                let mut sums: BTreeMap<String, (u64, u64, u64)> = BTreeMap::new();
                for line in parts.iter().flat_map(|part| part.lines()) {
                    let fields: Vec<&str> = line.split(':').collect();
                    let sum = sums.entry(fields[0].to_string()).or_default();
                    *sum = (sum.0 + 1, sum.1 + fields[1].parse::<u64>().unwrap(), sum.2 + fields[2].parse::<u64>().unwrap());
                }
                sums.iter().map(|(name, sum)| format!("{name} {sum:?}\n")).collect()
            }
            """;
        var input = new DocumentsInput(
            ("0-empty", ""), ("a", "1\n2\n3\n"), ("b-empty", ""), ("ç/é.txt", "ünï\n😀\n"), ("d", string.Concat(Enumerable.Repeat("line\n", 20))), ("z-empty", ""));

        var whole = await RunAsync(source, 1 << 20, input);
        var chunked = await RunAsync(source, 7, input);

        Assert.Equal("0-empty (1, 0, 0)\na (1, 3, 6)\nb-empty (1, 0, 0)\nd (1, 20, 100)\nz-empty (1, 0, 0)\nç/é.txt (1, 2, 11)\n", whole.Text());
        Assert.InRange(chunked.Chunks, 10, 20);
        var sums = chunked.Text().Split('\n');
        Assert.Equal(whole.Text().Split('\n').Select(WithoutParts), sums.Select(WithoutParts));
        Assert.All(sums.Where(s => s.Contains("empty", StringComparison.Ordinal)), s => Assert.Contains("(1, 0, 0)", s, StringComparison.Ordinal));
        Assert.Contains(sums, s => s.StartsWith("d (1", StringComparison.Ordinal));

        static string WithoutParts(string line) => line.Length == 0 ? "" : line[..line.IndexOf('(', StringComparison.Ordinal)] + line[line.IndexOf(',', StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task An_error_in_one_chunk_is_the_error_of_all()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> Result<usize, String> {
                println!("saw {}", input.trim());
                if input.contains("bad") { Err(format!("in {input:?}")) } else { Ok(input.len()) }
            }
            pub fn merge(parts: &[String]) -> String { parts.join(",") }
            """;
        var outcome = await RunAsync(source, 1, AnalysisInput.FromText("a\nbad\nc\n"));

        Assert.Equal(WasmErrorCode.ReturnedError, outcome.Error!.Code);
        Assert.Contains("bad", outcome.Error.Message, StringComparison.Ordinal);
        Assert.Equal("saw a\nsaw bad\n", outcome.Log);
        Assert.Equal(3, outcome.Chunks);
    }

    private static async Task<ExecutionOutcome> RunAsync(string source, int chunkBytes, params AnalysisInput[] inputs) =>
        await new WasmExecutor(new ExecutionOptions()) { ChunkBytes = chunkBytes }.ExecuteAsync(await Sandbox.CompileAsync(source), inputs, cancellationToken: Stop);
}
