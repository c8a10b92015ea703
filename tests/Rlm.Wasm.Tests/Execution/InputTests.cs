using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

public sealed class InputTests
{
    private const string Count = "pub fn analyze(input: &str) -> String { format!(\"{} {}\", input.len(), input.chars().count()) }";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "0 0")]
    [InlineData("aé日😀\0", "11 5")]
    [InlineData("\uFEFFmark", "7 5")]
    public async Task Text_arrives_as_it_is(string text, string expected) => Assert.Equal(expected, (await Sandbox.RunAsync(Count, text)).Text());

    [Theory]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 0)]
    [InlineData(new byte[] { 0x61, 0xC3 }, 1)]
    [InlineData(new byte[] { 0xC3, 0xA9, 0xC0, 0x80 }, 2)]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 }, 0)]
    public async Task What_is_not_utf8_is_refused_where_it_begins(byte[] bytes, int at)
    {
        var outcome = await RunAsync(await Sandbox.CompileAsync(Count), AnalysisInput.FromUtf8(bytes));
        Assert.Equal(WasmErrorCode.InvalidUtf8, outcome.Error!.Code);
        Assert.Contains($"`input` is not UTF-8 at byte {at}", outcome.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eight_inputs_keep_their_order()
    {
        var module = await Sandbox.CompileAsync("pub fn analyze(a: &str, b: String, c: &str, d: &[u8], e: &String, f: &str, g: &str, h: &str) -> String { format!(\"{a}{b}{c}{}{e}{f}{g}{h}\", d.len()) }");
        var outcome = await RunAsync(module, [.. "abcdefgh".Select(c => AnalysisInput.FromText(c.ToString()))]);

        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h"], module.Signature.Parameters);
        Assert.Equal("abc1efgh", outcome.Text());
    }

    [Fact]
    public async Task A_ninth_input_is_refused_by_the_validator() =>
        Assert.Contains("more than 8", (await Sandbox.RefuseAsync("pub fn analyze(a: &str, b: &str, c: &str, d: &str, e: &str, f: &str, g: &str, h: &str, i: &str) -> String { a.into() }")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_wrong_number_of_inputs_names_the_right_ones(int count)
    {
        var module = await Sandbox.CompileAsync("pub fn analyze(logs: &str, users: &str) -> String { format!(\"{logs}{users}\") }");
        var outcome = await RunAsync(module, [.. Enumerable.Repeat(AnalysisInput.FromText("x"), count)]);

        Assert.Equal(WasmErrorCode.InputMismatch, outcome.Error!.Code);
        Assert.Contains("logs, users", outcome.Error.Message, StringComparison.Ordinal);
        Assert.Equal(0ul, outcome.FuelUsed);
    }

    [Theory]
    [InlineData("pub fn analyze(text: &str) -> usize { text.len() }", 0)]
    [InlineData("pub fn analyze(text: &str) -> usize { text.len() }\npub fn merge(parts: &[String]) -> usize { parts.len() }", 0)]
    [InlineData("pub fn analyze(text: &str) -> usize { text.len() }\npub fn merge(parts: &[String]) -> usize { parts.len() }", 1)]
    public async Task An_input_that_changes_while_it_is_read_is_an_error(string source, int goodReads)
    {
        var module = await Sandbox.CompileAsync(source);
        var outcome = await RunAsync(module, new EndlessLines(9 << 20, read => read < goodReads));

        Assert.Equal(WasmErrorCode.InputChanged, outcome.Error!.Code);
        Assert.Contains("`text`", outcome.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_of_each_input_are_told_apart()
    {
        const string source =
            """
            fn list(input: &str) -> String { rlm::documents(input).map(|d| format!("{}={} ", d.name, d.text)).collect() }
            pub fn analyze(one: &str, two: String, three: &str) -> String {
                let part = &one[1..one.len() - 1];
                format!("{}| {}| {}| {}| {}", list(one), list(&two), list(three), list(part), list(&two.to_uppercase()))
            }
            """;
        var module = await Sandbox.CompileAsync(source);
        var outcome = await RunAsync(module, new DocumentsInput(("a", "12"), ("b", "34")), new DocumentsInput(("c", "é")), AnalysisInput.FromText("plain"));

        Assert.Equal("a=12 b=34 | c=é | =plain | a=2 b=3 | =É ", outcome.Text());
    }

    [Fact]
    public async Task Documents_of_empty_inputs_are_told_apart()
    {
        const string source =
            """
            fn list(input: &str) -> String { rlm::documents(input).map(|d| format!("{}={} ", d.name, d.text)).collect() }
            pub fn analyze(one: &str, two: &str, three: &str) -> String { format!("{}| {}| {}", list(one), list(two), list(three)) }
            """;
        var module = await Sandbox.CompileAsync(source);
        var outcome = await RunAsync(module, new DocumentsInput(("a", "")), new DocumentsInput(("b", "")), AnalysisInput.FromText(""));

        Assert.Equal("a= | b= | = ", outcome.Text());
    }

    private static Task<ExecutionOutcome> RunAsync(AnalysisModule module, params AnalysisInput[] inputs) =>
        new WasmExecutor(new ExecutionOptions()).ExecuteAsync(module, inputs, cancellationToken: Stop);
}
