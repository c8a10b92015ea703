using System.Text;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>Slips that rustc itself knows how to mend compile; what it is not sure of stays an error.</summary>
public sealed class MachineFixTests
{
    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let n = input.lines().count()\n    n.to_string()\n}", 2, "2")]
    [InlineData("fn count(text: &str) -> usize { text.lines().count() }\npub fn analyze(input: &str) -> String {\n    let upper = input.to_uppercase();\n    count(upper).to_string()\n}", 4, "2")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let counts: HashMap<&str, u64> = HashMap::new();\n    for w in input.split_whitespace() {\n        *counts.entry(w).or_insert(0) += 1;\n    }\n    counts.len().to_string()\n}", 2, "3")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let v: Vec<&str> = input.lines().collect();\n    v.iter().filter(|l| l == \"a b\").count().to_string()\n}", 3, "1")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    \"é ü\"\n}", 2, "é ü")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let all: Peekable<_> = input.chars().peekable();\n    all.count().to_string()\n}", 1, "6")]
    [InlineData("pub fn analyze(input: &str) -> String {\r\n    let n = input.lines().count()\r\n    n.to_string()\r\n}\r\n", 2, "2")]
    [InlineData("fn analyze(input: &str) -> String { let _ = (\"é😀\", input); \"ü\" }", 1, "ü")]
    [InlineData("//! Größe 😀\r\n#![allow(unused)]\r\n\r\nfn analyze(input: &str) -> String {\r\n    let all: Peekable<_> = input.chars().peekable();\r\n    all.count().to_string()\r\n}", 1, "6")]
    [InlineData("#![allow(unused)] fn analyze(input: &str) -> String {\n    let (a, b): (Peekable<_>, Peekable<_>) = (input.chars().peekable(), input.chars().peekable());\n    a.chain(b).count().to_string()\n}", 1, "12")]
    [InlineData("mod tally {\n    pub fn count(text: &str) -> usize { let all: Peekable<_> = text.chars().peekable(); all.count() }\n}\npub fn analyze(input: &str) -> usize { tally::count(input) }", 2, "6")]
    public async Task What_rustc_is_sure_of_is_done(string source, int line, string expected)
    {
        var module = await Sandbox.CompileAsync(source);
        Assert.Equal(line, Assert.Single(module.Fixes).Line);
        var outcome = await new WasmExecutor(new ExecutionOptions()).ExecuteAsync(
            module, [AnalysisInput.FromText("a b\nc\n")], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected, outcome.Text());
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> usize {\n    input.lines().collect::<Vec<_>>().iter().filter(|l| l == \"é\" || l == \"c\").count()\n}", "2 2", "1")]
    [InlineData("//! Counts.\npub fn analyze(input: &str) -> String {\n    let all: Peekable<_> = input.chars().peekable();\n    let n = all.count();\n    n\n}", "1 5", "6")]
    public async Task Several_slips_are_mended_and_named_by_the_authors_lines(string source, string lines, string expected)
    {
        var module = await Sandbox.CompileAsync(source);
        Assert.Equal(lines, string.Join(' ', module.Fixes.Select(f => f.Line)));
        Assert.Equal(expected, (await Sandbox.RunAsync(source, "a b\nc\n")).Text());
    }

    [Fact]
    public async Task Slips_that_lie_behind_one_another_are_mended_in_turn()
    {
        const string source =
            """
            fn longest(text: &str) -> String {
                let best = "";
                for line in text.lines() { if line.len() > best.len() { best = line; } }
                best
            }
            pub fn analyze(input: &str) -> String {
                longest(input.to_uppercase())
            }
            """;
        var module = await Sandbox.CompileAsync(source);
        Assert.Equal(3, module.Fixes.Count);
    }

    [Fact]
    public async Task A_module_from_disk_says_the_same()
    {
        const string source = "pub fn analyze(input: &str) -> String {\n    let x = input.len()\n    x.to_string()\n}";
        var first = await Sandbox.CompileAsync(source);
        var again = await new ModuleCache(Sandbox.Compiler, Sandbox.SharedFolder).GetAsync(source, TestContext.Current.CancellationToken);
        Assert.Equal(CacheTier.Disk, again.Tier);
        Assert.Equal(first.Fixes, again.Module!.Fixes);
    }

    [Fact]
    public async Task When_it_does_not_help_the_error_is_that_of_the_authors_source()
    {
        const string source = "pub fn analyze(input: &str) -> String {\n    let n = input.lines().count()\n    let m: u64 = \"x\" + n;\n    m.to_string()\n}";
        var lookup = await Sandbox.Cache.GetAsync(source, TestContext.Current.CancellationToken);
        Assert.Equal(WasmErrorCode.CompilationFailed, lookup.Error!.Code);
        Assert.Equal(2, lookup.Error.Line);
        Assert.Contains("expected `;`", lookup.Error.Message);
    }

    [Fact]
    public async Task What_rustc_only_guesses_is_not_done()
    {
        var lookup = await Sandbox.Cache.GetAsync(
            "pub fn analyze(input: &str) -> String {\n    let lines = 1;\n    (lins + lines).to_string()\n}", TestContext.Current.CancellationToken);
        Assert.Equal(WasmErrorCode.CompilationFailed, lookup.Error!.Code);
        Assert.Equal(3, lookup.Error.Line);
    }

    [Theory]
    [InlineData(5, 6, 5, 6, false)]
    [InlineData(5, 5, 5, 5, false)]
    [InlineData(3, 6, 5, 7, false)]
    [InlineData(5, 6, 6, 7, true)]
    public void Alternatives_are_not_done_and_parts_are(int from, int to, int otherFrom, int otherTo, bool areParts)
    {
        var source = SourceValidator.Validate("fn analyze(i: &str) -> u8 {\n    12\n}").Source!;
        var output = $$"""{"message":"m","level":"error","spans":[{{Span(1, 2)}}],"children":[{"message":"h","level":"help","spans":[{{Span(from, to)}},{{Span(otherFrom, otherTo)}}]}]}""";

        var mended = MachineFixes.Apply(Encoding.UTF8.GetBytes(output), source, out var fixes);

        Assert.Equal(areParts ? "fn analyze(i: &str) -> u8 {\n    77\n}" : null, mended);
        Assert.Equal(areParts ? 1 : 0, fixes.Count);

        static string Span(int start, int end) =>
            $$"""{"file_name":"analysis.rs","line_start":2,"line_end":2,"column_start":{{start}},"column_end":{{end}},"suggested_replacement":"7","suggestion_applicability":"MachineApplicable"}""";
    }
}
