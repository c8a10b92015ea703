using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>What the code leaves out is counted, and the first of it shown.</summary>
public sealed class SkippedTests
{
    private const string Sum =
        """
        pub fn analyze(input: &str) -> u64 {
            let mut sum = 0u64;
            for line in input.lines() {
                match line.parse::<u64>() { Ok(n) => sum += n, Err(_) => rlm::skipped(line) }
            }
            sum
        }
        pub fn merge(parts: &[String]) -> u64 { parts.iter().map(|part| part.parse::<u64>().unwrap()).sum() }
        """;

    [Fact]
    public async Task Nothing_skipped_is_nothing_told() =>
        Assert.Same(SkippedLines.None, (await Sandbox.RunAsync(Sum, "1\n2\n")).Skipped);

    [Fact]
    public async Task All_are_counted_and_the_first_five_kept()
    {
        var outcome = await Sandbox.RunAsync(Sum, "1\na\nb\n\n2\nd\né😀\nf\ng\n");

        Assert.Equal("3", outcome.Text());
        Assert.Equal(7, outcome.Skipped.Count);
        Assert.Equal(["a", "b", "", "d", "é😀"], outcome.Skipped.Samples);
    }

    [Theory]
    [InlineData(1, "\n")]
    [InlineData(3, "c\nd\ne\n")]
    public async Task Chunks_are_added_up_in_order(int chunkBytes, string last)
    {
        var text = "a\nb\n" + last + "f\ng\nh\n";
        var outcome = await new WasmExecutor(new ExecutionOptions()) { ChunkBytes = chunkBytes }.ExecuteAsync(
            await Sandbox.CompileAsync(Sum), [AnalysisInput.FromText(text)], cancellationToken: TestContext.Current.CancellationToken);

        var lines = text.TrimEnd('\n').Split('\n');
        Assert.InRange(outcome.Chunks, 3, 8);
        Assert.Equal(lines.Length, outcome.Skipped.Count);
        Assert.Equal(lines.Take(5), outcome.Skipped.Samples);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 200)]
    [InlineData(5_000, 200)]
    public async Task A_long_line_is_cut(int length, int kept)
    {
        var line = new string('x', length);
        Assert.Equal([kept == 0 ? line : line[..kept] + "…"], (await Sandbox.RunAsync(Sum, line)).Skipped.Samples);
    }

    [Theory]
    [InlineData(199, "é")]
    [InlineData(198, "日")]
    [InlineData(197, "😀")]
    [InlineData(199, "😀")]
    public async Task The_cut_stands_between_characters(int before, string character)
    {
        var line = new string('x', before) + character + "y";
        Assert.Equal([new string('x', before) + "…"], (await Sandbox.RunAsync(Sum, line)).Skipped.Samples);
    }

    [Fact]
    public async Task Any_text_will_do_and_its_line_end_goes()
    {
        const string source = "pub fn analyze(input: &str) -> String { rlm::skipped(input); rlm::skipped(format!(\"{input}!\")); rlm::skipped(&input.to_string()); String::new() }";
        Assert.Equal(["a", "a\r\n!", "a"], (await Sandbox.RunAsync(source, "a\r\n")).Skipped.Samples);
    }

    [Fact]
    public async Task After_a_panic_it_is_still_known()
    {
        var outcome = await Sandbox.RunAsync("pub fn analyze(input: &str) -> String { rlm::skipped(input); panic!(\"enough\") }", "bad line");

        Assert.Equal(WasmErrorCode.Panicked, outcome.Error!.Code);
        Assert.Equal((1L, "bad line"), (outcome.Skipped.Count, outcome.Skipped.Samples.Single()));
    }
}
