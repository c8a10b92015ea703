namespace Rlm.Wasm.Tests.Execution;

/// <summary>Log, panic and error texts are the guest's, and the host keeps no more of them than anybody reads.</summary>
public sealed class TextOutTests
{
    private const int LogLimit = 64 << 10;

    [Fact]
    public async Task Of_a_long_log_the_head_is_kept_and_the_rest_counted()
    {
        var outcome = await Sandbox.RunAsync("pub fn analyze(input: &str) -> String { for i in 0..20_000 { println!(\"{i:09}\"); } input.to_string() }", "x");

        Assert.Equal("x", outcome.Text());
        Assert.StartsWith("000000000\n000000001\n", outcome.Log, StringComparison.Ordinal);
        Assert.Contains($"{200_000 - LogLimit:N0} bytes more", outcome.Log, StringComparison.Ordinal);
        Assert.InRange(outcome.Log.Length, LogLimit, LogLimit + 100);
    }

    [Theory]
    [InlineData(LogLimit - 1)]
    [InlineData(LogLimit - 2)]
    [InlineData(LogLimit - 3)]
    public async Task The_cut_stands_between_characters_and_nothing_comes_after_it(int before)
    {
        const string source = "pub fn analyze(input: &str) -> String { print!(\"{}\", \"x\".repeat(input.parse().unwrap())); print!(\"😀\"); print!(\"after\"); String::new() }";
        var outcome = await Sandbox.RunAsync(source, before.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.StartsWith(new string('x', before) + "\n…", outcome.Log, StringComparison.Ordinal);
        Assert.Contains(" 9 bytes more", outcome.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_of_just_the_limit_is_whole()
    {
        var outcome = await Sandbox.RunAsync("pub fn analyze(input: &str) -> String { eprint!(\"{}\", input.repeat(16 << 10)); \"\".into() }", "😀");
        Assert.Equal(LogLimit / 4, outcome.Log.EnumerateRunes().Count(r => r.Value == 0x1F600));
        Assert.DoesNotContain("more", outcome.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("panic!(\"{}{}\", \"ä\".repeat(5_000_000), input)", WasmErrorCode.Panicked)]
    [InlineData("return Err(\"ä\".repeat(5_000_000) + input)", WasmErrorCode.ReturnedError)]
    public async Task A_long_message_is_cut_to_what_is_read(string statement, WasmErrorCode code)
    {
        var outcome = await Sandbox.RunAsync($"#[allow(unreachable_code)]\npub fn analyze(input: &str) -> Result<String, String> {{ {statement}; Ok(String::new()) }}", "x");

        Assert.Equal(code, outcome.Error!.Code);
        Assert.Contains("äää", outcome.Error.Message, StringComparison.Ordinal);
        Assert.InRange(outcome.Error.Message.Length, 1_000, 10_000);
        Assert.DoesNotContain('\uFFFD', outcome.Error.Message);
    }

    [Fact]
    public async Task The_log_before_a_panic_comes_back()
    {
        var outcome = await Sandbox.RunAsync("pub fn analyze(input: &str) -> String { println!(\"so far\"); input.parse::<u8>().unwrap().to_string() }", "x");
        Assert.Equal((WasmErrorCode.Panicked, "so far\n"), (outcome.Error!.Code, outcome.Log));
    }

    [Fact]
    public async Task An_end_without_a_message_says_so()
    {
        const string source =
            """
            struct Bomb;
            impl Display for Bomb { fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result { panic!("inner") } }
            pub fn analyze(input: &str) -> String { panic!("{}{input}", Bomb) }
            """;
        var outcome = await Sandbox.RunAsync(source, "x");
        Assert.Equal(WasmErrorCode.Panicked, outcome.Error!.Code);
    }

    [Theory]
    [InlineData("let n: u32 = input.len() as u32; (n - 5).to_string()", "use u64")]
    [InlineData("let mut sum = 0usize; for _ in 0..5 { sum += 1_000_000_000 * input.len(); } sum.to_string()", "use u64")]
    [InlineData("(i32::MIN / (3 - input.len() as i32)).to_string()", "overflow")]
    [InlineData("(1 / (input.len() - 4)).to_string()", "divide by zero")]
    [InlineData("input[1..2].to_string()", "char boundary")]
    [InlineData("RefCell::new(1).try_borrow().map(|c| { let x = RefCell::new(*c); let _a = x.borrow_mut(); let _b = x.borrow_mut(); }).unwrap(); input.into()", "borrowed")]
    public async Task What_std_panics_about_comes_back_with_the_authors_line(string body, string said)
    {
        var outcome = await Sandbox.RunAsync($"pub fn analyze(input: &str) -> String {{\n    {body}\n}}", "😀");

        Assert.Equal(WasmErrorCode.Panicked, outcome.Error!.Code);
        Assert.Contains(said, outcome.Error.Message, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Error.Line);
    }

    [Fact]
    public async Task A_capacity_that_overflows_is_a_panic_that_says_so()
    {
        var outcome = await Sandbox.RunAsync("pub fn analyze(input: &str) -> String { Vec::<u64>::with_capacity(input.len() * 1_000_000_000).len().to_string() }", "xxxx");
        Assert.Equal(WasmErrorCode.Panicked, outcome.Error!.Code);
        Assert.Contains("capacity overflow", outcome.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Casts_cut_and_saturate_as_rust_says()
    {
        const string source = "pub fn analyze(input: &str) -> String { let n: u64 = input.parse().unwrap(); format!(\"{} {} {} {} {}\", n as u32, n as usize, n as i32, (n as f64 * 1e30) as u64, f64::NAN as i32) }";
        Assert.Equal($"705032704 705032704 705032704 {ulong.MaxValue} 0", (await Sandbox.RunAsync(source, "5000000000")).Text());
    }
}
