using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

public sealed class ConcurrencyTests
{
    private const string Busy = "pub fn analyze(input: &str) -> String { let mut n = 0u64; loop { n = n.wrapping_add(input.len() as u64); if n == 1 { return n.to_string(); } } }";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_four_at_once_are_all_correct()
    {
        var module = await Sandbox.CompileAsync("pub fn analyze(input: &str) -> String { println!(\"{}\", &input[..8]); let mut words: Vec<&str> = input.split(' ').collect(); words.sort(); words.dedup(); words.join(\" \") }");
        var executor = new WasmExecutor(new ExecutionOptions());

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            var words = Enumerable.Range(0, 2_000).Select(n => $"w{(n * (i + 7)) % (100 + i):0000000}").ToList();
            var outcome = await executor.ExecuteAsync(module, [AnalysisInput.FromText(string.Join(' ', words))], cancellationToken: Stop);
            Assert.Equal(string.Join(' ', words.Distinct().Order(StringComparer.Ordinal)), outcome.Text());
            Assert.Equal(words[0] + "\n", outcome.Log);
        }));
    }

    [Fact]
    public async Task Fuel_memory_and_bytes_are_the_same_every_time()
    {
        var module = await Sandbox.CompileAsync("pub fn analyze(input: &str) -> String { let m: HashMap<String, usize> = input.lines().map(|l| (l.to_lowercase(), l.len())).collect(); format!(\"{m:?} {:?}\", input.lines().collect::<HashSet<_>>()) }");
        var text = string.Join('\n', Enumerable.Range(0, 500).Select(i => $"Line {i * 7919 % 500}"));

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new WasmExecutor(new ExecutionOptions()).ExecuteAsync(module, [AnalysisInput.FromText(text)], cancellationToken: Stop)));

        Assert.Single(all.Select(o => (o.Text(), o.FuelUsed, o.MemoryBytes)).Distinct());
    }

    [Fact]
    public async Task An_execution_beside_one_that_hangs_is_not_disturbed()
    {
        using var cancel = new CancellationTokenSource();
        var executor = new WasmExecutor(new ExecutionOptions { FuelLimit = ulong.MaxValue / 2, Timeout = TimeSpan.FromMinutes(5) });
        var hanging = executor.ExecuteAsync(await Sandbox.CompileAsync(Busy), [AnalysisInput.FromText("xx")], cancellationToken: cancel.Token);

        Assert.Equal("3", (await Sandbox.RunAsync("pub fn analyze(input: &str) -> usize { input.len() }", "abc")).Text());
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task A_token_cancelled_before_starts_nothing()
    {
        var module = await Sandbox.CompileAsync(Busy);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new WasmExecutor(new ExecutionOptions()).ExecuteAsync(module, [AnalysisInput.FromText("xx")], cancellationToken: new CancellationToken(true)));
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> usize { input.len() }")]
    [InlineData("pub fn analyze(input: &str) -> usize { input.len() }\npub fn merge(parts: &[String]) -> usize { parts.len() }")]
    public async Task Cancellation_while_an_input_is_read_ends_the_execution(string source)
    {
        using var cancel = new CancellationTokenSource();
        var reads = 0;
        var input = new EndlessLines(1 << 20, read =>
        {
            reads = read + 1;
            cancel.Cancel();
            return true;
        });
        var module = await Sandbox.CompileAsync(source);
        var executor = new WasmExecutor(new ExecutionOptions()) { ChunkBytes = 1 << 16 };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executor.ExecuteAsync(module, [input], cancellationToken: cancel.Token));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task An_input_that_throws_does_not_take_the_process_down()
    {
        var module = await Sandbox.CompileAsync("pub fn analyze(input: &str) -> usize { input.len() }");
        var executor = new WasmExecutor(new ExecutionOptions());

        await Assert.ThrowsAsync<InvalidDataException>(() => executor.ExecuteAsync(module, [new EndlessLines(10, _ => throw new InvalidDataException())], cancellationToken: Stop));

        Assert.Equal("3", (await executor.ExecuteAsync(module, [AnalysisInput.FromText("abc")], cancellationToken: Stop)).Text());
    }
}
