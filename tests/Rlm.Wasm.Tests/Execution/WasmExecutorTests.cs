using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

public sealed class WasmExecutorTests
{
    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { input.lines().count().to_string() }", "3")]
    [InlineData("fn analyze(input: &str) -> String { input.to_uppercase() }", "A\nÉ\nC\n")]
    [InlineData("pub fn analyze(input: String) -> usize { input.len() }", "7")]
    [InlineData("pub fn analyze(input: &String) -> f64 { input.len() as f64 / 2.0 }", "3.5")]
    [InlineData("pub fn analyze(input: &str) -> &'static str { \"x\" }", "x")]
    [InlineData("pub fn analyze(input: &str) -> Option<char> { input.chars().nth(2) }", "é")]
    [InlineData("pub fn analyze(input: &str) -> Option<char> { input.chars().nth(99) }", "None")]
    [InlineData("pub fn analyze(input: &str) -> Result<usize, std::num::ParseIntError> { \"4\".parse() }", "4")]
    [InlineData("pub fn analyze(input: &str) -> Result<String, Box<dyn std::error::Error>> { Ok(\"4\".parse::<i32>()?.to_string()) }", "4")]
    [InlineData("pub fn analyze(input: &str) -> Vec<usize> { input.lines().map(|l| l.chars().count()).collect() }", "1\n1\n1")]
    [InlineData("pub fn analyze<'a>(input: &'a str) -> &'a str { &input[..1] }", "a")]
    [InlineData("pub fn analyze(input: &[u8]) -> usize { input.len() }", "7")]
    public async Task Any_agreed_type_goes_in_and_out(string source, string expected) =>
        Assert.Equal(expected, (await Sandbox.RunAsync(source, "a\né\nc\n")).Text());

    [Fact]
    public async Task Several_inputs_arrive_in_order()
    {
        var outcome = await Sandbox.RunAsync("pub fn analyze(left: &str, right: String) -> String { format!(\"{left}|{right}\") }", "one", "two");
        Assert.Equal("one|two", outcome.Text());
    }

    [Fact]
    public async Task Merge_runs_also_over_one_chunk()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> String { input.lines().count().to_string() }
            pub fn merge(parts: &[String]) -> String {
                format!("{} lines in {} parts", parts.iter().map(|p| p.parse::<u64>().unwrap()).sum::<u64>(), parts.len())
            }
            """;
        var outcome = await Sandbox.RunAsync(source, "a\nb\n");
        Assert.Equal("2 lines in 1 parts", outcome.Text());
        Assert.Equal(1, outcome.Chunks);
    }

    [Fact]
    public async Task What_is_printed_comes_back_as_the_log()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> String {
                println!("hello {}", 1);
                eprintln!("there");
                let x = dbg!(input.len() * 2);
                println!();
                print!("end");
                x.to_string()
            }
            """;
        var outcome = await Sandbox.RunAsync(source, "abc");
        Assert.Equal("6", outcome.Text());
        Assert.Equal("hello 1\nthere\n[4] input.len() * 2 = 6\n\nend", outcome.Log);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let n: Option<u8> = None;\n    n.unwrap().to_string()\n}", 3, "called `Option::unwrap()`")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    panic!(\"no such {}\", \"thing\")\n}", 2, "no such thing")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let n = input.len() + usize::MAX;\n    n.to_string()\n}", 2, "use u64")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let v: Vec<u8> = vec![];\n    v[input.len()].to_string()\n}", 3, "index out of bounds")]
    public async Task A_panic_names_its_message_and_the_authors_line(string source, int line, string said)
    {
        var outcome = await Sandbox.RunAsync(source, "x");
        Assert.Null(outcome.Output);
        Assert.Equal(WasmErrorCode.Panicked, outcome.Error!.Code);
        Assert.Equal(line, outcome.Error.Line);
        Assert.Contains(said, outcome.Error.Message);
    }

    [Fact]
    public async Task An_err_is_an_error_with_its_text()
    {
        var outcome = await Sandbox.RunAsync("pub fn analyze(input: &str) -> Result<String, String> { Err(format!(\"bad {input}\")) }", "line");
        Assert.Equal(WasmErrorCode.ReturnedError, outcome.Error!.Code);
        Assert.Contains("bad line", outcome.Error.Message);
    }

    [Fact]
    public async Task Fuel_ends_a_loop()
    {
        var outcome = await Sandbox.RunAsync(
            "pub fn analyze(input: &str) -> String { let mut n = 0u64; loop { n = n.wrapping_add(input.len() as u64); if n == 1 { return n.to_string(); } } }",
            new ExecutionOptions { FuelLimit = 1_000_000 },
            "xx");
        Assert.Equal(WasmErrorCode.OutOfFuel, outcome.Error!.Code);
        Assert.InRange(outcome.FuelUsed, 1_000_000ul, 1_001_000ul);
    }

    [Fact]
    public async Task The_clock_ends_a_loop()
    {
        var outcome = await Sandbox.RunAsync(
            "pub fn analyze(input: &str) -> String { let mut n = 0u64; loop { n = n.wrapping_add(input.len() as u64); if n == 1 { return n.to_string(); } } }",
            new ExecutionOptions { FuelLimit = ulong.MaxValue / 2, Timeout = TimeSpan.FromMilliseconds(200) },
            "xx");
        Assert.Equal(WasmErrorCode.TimedOut, outcome.Error!.Code);
    }

    [Fact]
    public async Task Memory_ends_a_hoarder()
    {
        var outcome = await Sandbox.RunAsync(
            "pub fn analyze(input: &str) -> String { let mut v = Vec::new(); loop { v.push(vec![1u8; 1_000_000]); if v.len() > 100_000 { return v.len().to_string(); } } }",
            new ExecutionOptions { MemoryLimit = 32 << 20 },
            "xx");
        Assert.Equal(WasmErrorCode.OutOfMemory, outcome.Error!.Code);
        Assert.InRange(outcome.MemoryBytes, 16 << 20, 32 << 20);
    }

    [Fact]
    public async Task Deep_recursion_is_a_stack_overflow()
    {
        var outcome = await Sandbox.RunAsync(
            "fn deep(n: u64, text: &str) -> u64 { if n == 0 { text.len() as u64 } else { let x = [n; 16]; 1 + deep(n - 1, text) + x[(n % 16) as usize] } }\n" +
            "pub fn analyze(input: &str) -> String { deep(100_000_000, input).to_string() }",
            "xx");
        Assert.Equal(WasmErrorCode.StackOverflow, outcome.Error!.Code);
    }

    [Fact]
    public async Task A_result_above_the_limit_is_refused()
    {
        var outcome = await Sandbox.RunAsync(
            "pub fn analyze(input: &str) -> String { \"x\".repeat(2_000) }", new ExecutionOptions { OutputLimit = 1_000 }, "");
        Assert.Equal(WasmErrorCode.OutputTooLarge, outcome.Error!.Code);
    }

    [Fact]
    public async Task Input_that_is_not_utf8_is_refused()
    {
        var module = await Sandbox.CompileAsync("pub fn analyze(input: &str) -> String { input.len().to_string() }");
        var outcome = await new WasmExecutor(new ExecutionOptions()).ExecuteAsync(
            module, [AnalysisInput.FromUtf8(new byte[] { 0x61, 0x62, 0xFF, 0x63 })], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(WasmErrorCode.InvalidUtf8, outcome.Error!.Code);
        Assert.Contains("at byte 2", outcome.Error.Message);
    }

    [Fact]
    public async Task An_input_above_the_memory_limit_says_to_write_merge()
    {
        var outcome = await Sandbox.RunAsync(
            "pub fn analyze(input: &str) -> String { input.len().to_string() }",
            new ExecutionOptions { MemoryLimit = 2 << 20 },
            new string('x', 4 << 20));
        Assert.Equal(WasmErrorCode.InputTooLarge, outcome.Error!.Code);
        Assert.Contains("merge", outcome.Error.Message);
    }

    [Fact]
    public async Task A_cancelled_execution_ends()
    {
        var module = await Sandbox.CompileAsync("pub fn analyze(input: &str) -> String { loop { if input.len() == 1 { return String::new(); } } }");
        using var stop = new CancellationTokenSource();
        var running = new WasmExecutor(new ExecutionOptions { FuelLimit = ulong.MaxValue / 2 }).ExecuteAsync(module, [AnalysisInput.FromText("xx")], cancellationToken: stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task The_same_source_and_input_give_the_same_bytes()
    {
        const string source = "pub fn analyze(input: &str) -> String { let m: HashMap<char, usize> = input.chars().zip(0..).collect(); format!(\"{m:?}\") }";
        var first = await Sandbox.RunAsync(source, "the quick brown fox");
        var second = await Sandbox.RunAsync(source, "the quick brown fox");
        Assert.Equal(first.Text(), second.Text());
    }
}
