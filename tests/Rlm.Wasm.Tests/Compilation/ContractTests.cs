namespace Rlm.Wasm.Tests.Compilation;

/// <summary>What compiles as a file but cannot be called gets advice in the words of the contract.</summary>
public sealed class ContractTests
{
    private const string Advice = "write `pub fn analyze(input: &str) -> String`";

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> (usize, usize) { (input.len(), 1) }")]
    [InlineData("pub struct Totals { pub n: usize }\npub fn analyze(input: &str) -> Totals { Totals { n: input.len() } }")]
    [InlineData("pub fn analyze(input: &str) -> HashMap<char, usize> { input.chars().map(|c| (c, 1)).collect() }")]
    [InlineData("pub fn analyze(input: &str) -> Vec<Vec<String>> { vec![vec![input.to_string()]] }")]
    [InlineData("pub fn analyze(input: &str) -> Result<(u8, u8), String> { Err(input.to_string()) }")]
    [InlineData("pub fn analyze(input: &str) -> String { input.to_string() }\npub fn merge(parts: &[String]) -> (usize, usize) { (parts.len(), 1) }")]
    public async Task A_result_that_is_no_text_gets_advice(string source)
    {
        var error = await Sandbox.RefuseAsync(source);

        Assert.Equal(WasmErrorCode.CompilationFailed, error.Code);
        Assert.Contains(Advice, error.Message, StringComparison.Ordinal);
        Assert.Contains("Display", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("render", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("entry.rs", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { input.to_string() }\npub fn merge(parts: &[u64]) -> String { parts.len().to_string() }", 2)]
    [InlineData("pub fn analyze(input: &str) -> String { input.to_string() }\n\npub fn merge(a: String, b: String) -> String { a + &b }", 3)]
    [InlineData("pub fn analyze(input: u64) -> String { input.to_string() }", 1)]
    [InlineData("pub fn count(input: &str) -> String { input.to_string() }", 1)]
    [InlineData("pub fn analyze(input: &str) { println!(\"{input}\"); }", 1)]
    public async Task A_signature_that_cannot_be_called_is_refused_before_rustc(string source, int line)
    {
        var error = await Sandbox.RefuseAsync(source);

        Assert.Equal((WasmErrorCode.InvalidSource, line), (error.Code, error.Line!.Value));
        Assert.Contains("write `pub fn ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { input.to_string() }\npub fn merge(parts: Vec<String>) -> Vec<String> { parts }")]
    [InlineData("pub fn analyze(input: &str) -> String { input.to_string() }\nfn merge(parts: &[&str]) -> usize { parts.len() }")]
    [InlineData("pub fn analyze(input: &str) -> Vec<String> { merge(vec![1], vec![2]).iter().map(|n| format!(\"{n}{input}\")).collect() }\nfn merge(a: Vec<u8>, b: Vec<u8>) -> Vec<u8> { [a, b].concat() }")]
    public async Task Other_shapes_of_merge_are_fine(string source) => await Sandbox.CompileAsync(source);

    [Fact]
    public async Task An_error_raised_inside_std_lies_on_the_authors_line()
    {
        var error = await Sandbox.RefuseAsync("fn deep<T>(n: u32, value: T) -> u32 {\n    if n == 0 { 0 } else { deep(n - 1, vec![value]) }\n}\n" +
            "pub fn analyze(input: &str) -> String { deep(input.len() as u32, 1u8).to_string() }");

        Assert.Equal(WasmErrorCode.CompilationFailed, error.Code);
        Assert.Contains("recursion limit", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Advice, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let mut all: Vec<[u64; 1 << 29]> = Vec::new();\n    all.reserve(input.len()); all.len().to_string()\n}")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    const { assert!(usize::MAX > 5_000_000_000) }; input.to_string()\n}")]
    public async Task A_failing_constant_is_the_codes_fault_and_not_the_contracts(string source)
    {
        var error = await Sandbox.RefuseAsync(source);

        Assert.Equal(WasmErrorCode.CompilationFailed, error.Code);
        Assert.DoesNotContain(Advice, error.Message, StringComparison.Ordinal);
    }
}
