namespace Rlm.Wasm.Tests.Compilation;

/// <summary>An error lies where its author sees it, whatever RLM adds to the lines.</summary>
public sealed class DiagnosticPlaceTests
{
    // Of the wrong type, and nothing that rustc could mend.
    private const string Wrong = "[input]";

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { [input] }")]
    [InlineData("fn analyze(input: &str) -> String { [input] }")]
    [InlineData("#![allow(dead_code)] fn analyze(input: &str) -> String { [input] }")]
    [InlineData("fn analyze(input: &str) -> String { let _ = \"é😀\"; [input] }")]
    [InlineData("//! Counts.\n#![allow(unused)]\n\nfn analyze(input: &str) -> String { [input] }")]
    [InlineData("//! Größe 😀\r\n/*! more */ fn analyze(input: &str) -> String {\r\n    [input]\r\n}\r\n")]
    [InlineData("use std::collections::HashMap;\npub fn analyze(input: &str) -> String {\n    let _m: HashMap<u8, u8> = HashMap::new();\n        [input]\n}")]
    public async Task An_error_has_the_authors_line_and_column(string source)
    {
        var error = await Sandbox.RefuseAsync(source);

        Assert.Equal(WasmErrorCode.CompilationFailed, error.Code);
        var diagnostic = Assert.Single(error.Diagnostics);
        var (line, column) = PlaceOf(source, Wrong);
        Assert.Equal(("E0308", line, column), (diagnostic.Code, diagnostic.Line, diagnostic.Column));
        Assert.Equal(line, error.Line);
        Assert.Contains($"line {line}, column {column}", diagnostic.Rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("prelude", diagnostic.Rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("analysis.rs", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { [input] }")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    [input]\n}")]
    public async Task The_carets_stand_below_the_error(string source)
    {
        var rendered = (await Sandbox.RefuseAsync(source)).Diagnostics[0].Rendered.Split('\n');

        var at = Array.FindIndex(rendered, l => l.Contains("| ", StringComparison.Ordinal) && l.Contains(Wrong, StringComparison.Ordinal));
        var carets = Array.FindIndex(rendered, at, l => l.Contains("^^^", StringComparison.Ordinal));
        Assert.Equal(rendered[at].IndexOf(Wrong, StringComparison.Ordinal), rendered[carets].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_span_over_several_lines_from_line_one_is_drawn_without_what_was_added()
    {
        const string source = "fn analyze(input: &str) -> String { let n: u8 = format!(\n    \"{}\",\n    input\n); n.to_string() }";

        var error = await Sandbox.RefuseAsync(source);

        var drawn = error.Message.Split('\n');
        var first = Array.FindIndex(drawn, line => line.Contains("let n: u8 = format!(", StringComparison.Ordinal));
        Assert.True(first > 0, error.Message);
        Assert.Contains("fn analyze(input: &str) -> String {", drawn[first], StringComparison.Ordinal);
        Assert.DoesNotContain("prelude", error.Message, StringComparison.Ordinal);
        Assert.Equal(drawn[first].IndexOf("format!", StringComparison.Ordinal), drawn[first + 1].LastIndexOf('^'));
        Assert.Equal(1, error.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#![feature(iter_array_chunks)]\n")]
    public async Task What_is_not_stable_stays_closed_and_no_way_to_open_it_is_advised(string attribute)
    {
        var error = await Sandbox.RefuseAsync(
            attribute + "pub fn analyze(input: &str) -> usize { input.chars().array_chunks::<2>().count() }");

        Assert.DoesNotContain("crate attributes", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("compiler was built", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("github.com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_errors_come_back_in_order()
    {
        const string source =
            """
            fn first() -> u8 { "a" }
            fn second() -> u8 { 1 }
            fn third() -> u8 { missing }
            pub fn analyze(input: &str) -> String {
                let n: &str = input.len();
                format!("{}{}{}{n}", first(), second(), third())
            }
            """;

        var error = await Sandbox.RefuseAsync(source);

        // In rustc's order: it resolves all names before it checks types.
        Assert.Equal([3, 1, 5], error.Diagnostics.Select(d => d.Line!.Value));
        Assert.Equal(3, error.Line);
        Assert.All(error.Diagnostics, d => Assert.Contains(d.Rendered.Split('\n')[0], error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_and_long_errors_are_cut_to_what_a_model_reads()
    {
        var lines = Enumerable.Range(0, 300).Select(i => $"fn f{i}() -> u8 {{ let text{i} = \"{new string('x', 100)}\"; text{i} }}");
        var error = await Sandbox.RefuseAsync(string.Join('\n', lines) + "\npub fn analyze(input: &str) -> String { input.to_string() }\n");

        Assert.Equal(WasmErrorCode.CompilationFailed, error.Code);
        Assert.InRange(error.Message.Length, 500, 8_000);
        Assert.Contains("more; these come first", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Diagnostics[0].Line);
    }

    private static (int Line, int Column) PlaceOf(string source, string text)
    {
        var before = source[..source.LastIndexOf(text, StringComparison.Ordinal)];
        return (before.Count(c => c == '\n') + 1, before[(before.LastIndexOf('\n') + 1)..].EnumerateRunes().Count() + 1);
    }
}
