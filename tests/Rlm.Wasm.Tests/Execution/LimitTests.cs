using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>Limits hold over all parts of an execution, and each error names its own.</summary>
public sealed class LimitTests
{
    private const string Sum =
        """
        pub fn analyze(input: &str) -> u64 { input.bytes().map(u64::from).fold(0, |a, b| a.rotate_left(3) ^ b) }
        pub fn merge(parts: &[String]) -> String { parts.len().to_string() }
        """;

    private const string Repeat =
        """
        pub fn analyze(input: &str) -> String { input.repeat(100) }
        pub fn merge(parts: &[String]) -> String { parts.len().to_string() }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fuel_is_one_budget_over_all_chunks()
    {
        var one = await RunAsync(Sum, new ExecutionOptions(), 1 << 20);
        var many = await RunAsync(Sum, new ExecutionOptions(), 1 << 12);
        Assert.Equal((1, 16), (one.Chunks, many.Chunks));
        Assert.True(many.FuelUsed > one.FuelUsed);

        var enough = await RunAsync(Sum, new ExecutionOptions { FuelLimit = many.FuelUsed }, 1 << 12);
        Assert.Equal(many.FuelUsed, enough.FuelUsed);
        Assert.Equal("16", enough.Text());

        var limit = many.FuelUsed / 2;
        var half = await RunAsync(Sum, new ExecutionOptions { FuelLimit = limit }, 1 << 12);
        Assert.Equal(WasmErrorCode.OutOfFuel, half.Error!.Code);
        Assert.InRange(half.FuelUsed, limit, limit + 1_000);
        Assert.Contains($"{limit:N0} units", half.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_of_a_chunk_has_the_limit_of_a_result()
    {
        var outcome = await RunAsync(Repeat, new ExecutionOptions { OutputLimit = 450_000 }, 1 << 12);
        Assert.Equal("16", outcome.Text());

        var refused = await RunAsync(Repeat, new ExecutionOptions { OutputLimit = 450_000 }, 1 << 13);
        Assert.Equal(WasmErrorCode.OutputTooLarge, refused.Error!.Code);
        Assert.Contains("450,000", refused.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_chunks_that_do_not_fit_together_say_so()
    {
        var outcome = await RunAsync(Repeat, new ExecutionOptions { MemoryLimit = 4 << 20 }, 1 << 12);

        Assert.Equal(WasmErrorCode.OutOfMemory, outcome.Error!.Code);
        Assert.Contains("results of the chunks", outcome.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { std::hint::black_box(vec![1u8; 2_000_000_000 + input.len()]).len().to_string() }", "asked for 2,000,00")]
    [InlineData("pub fn analyze(input: &str) -> String { input.repeat(60_000).len().to_string() }", "asked for")]
    [InlineData("pub fn analyze(input: &str) -> String { let mut v: Vec<String> = vec![]; while v.len() < 1_000_000_000 { v.push(input.to_string()); } v.concat() }", "asked for")]
    public async Task A_refused_allocation_names_what_was_asked_for(string source, string said)
    {
        var module = await Sandbox.CompileAsync(source);
        var outcome = await new WasmExecutor(new ExecutionOptions { MemoryLimit = 32 << 20 }).ExecuteAsync(module, [new EndlessLines(1_024)], cancellationToken: Stop);

        Assert.Equal(WasmErrorCode.OutOfMemory, outcome.Error!.Code);
        Assert.Contains(said, outcome.Error.Message, StringComparison.Ordinal);
        Assert.Contains($"{32 << 20:N0}", outcome.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allocation_that_the_code_can_do_without_is_no_error()
    {
        const string source = "pub fn analyze(input: &str) -> String { let mut v: Vec<u8> = Vec::new(); let refused = v.try_reserve(2_000_000_000).is_err(); std::hint::black_box(&v); format!(\"{refused}{input}\") }";
        Assert.Equal("truex", (await Sandbox.RunAsync(source, new ExecutionOptions { MemoryLimit = 4 << 20 }, "x")).Text());
    }

    [Fact]
    public async Task A_static_larger_than_memory_is_out_of_memory()
    {
        const string source = "static BIG: std::sync::Mutex<[u8; 40_000_000]> = std::sync::Mutex::new([0; 40_000_000]);\npub fn analyze(input: &str) -> String { BIG.lock().unwrap()[input.len()].to_string() }";
        var outcome = await Sandbox.RunAsync(source, new ExecutionOptions { MemoryLimit = 8 << 20 }, "x");
        Assert.Equal(WasmErrorCode.OutOfMemory, outcome.Error!.Code);
    }

    [Fact]
    public async Task A_table_that_makes_the_module_too_large_is_refused()
    {
        var error = await Sandbox.RefuseAsync("static BIG: [u8; 9_000_000] = [1; 9_000_000];\npub fn analyze(input: &str) -> String { std::hint::black_box(&BIG)[input.len()].to_string() }");
        Assert.Equal(WasmErrorCode.InvalidModule, error.Code);
        Assert.Contains("smaller tables", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_grow_with_the_input_and_settings_win()
    {
        var small = ExecutionLimits.For(0, new ExecutionOptions());
        var large = ExecutionLimits.For(1_000_000_000, new ExecutionOptions());
        Assert.Equal((5_000_000_000ul, 256L << 20), (small.Fuel, small.MemoryBytes));
        Assert.Equal((20_005_000_000_000ul, 4L << 30), (large.Fuel, large.MemoryBytes));
        Assert.Equal(7ul, ExecutionLimits.For(1_000_000_000, new ExecutionOptions { FuelLimit = 7 }).Fuel);
    }

    private static async Task<ExecutionOutcome> RunAsync(string source, ExecutionOptions options, int chunkBytes) =>
        await new WasmExecutor(options) { ChunkBytes = chunkBytes }.ExecuteAsync(await Sandbox.CompileAsync(source), [new EndlessLines(1 << 16)], cancellationToken: Stop);
}
