using System.Text;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>Nothing that an author declares changes what the generated crate root, the prelude or the macros mean.</summary>
[Trait("Category", "Security")]
public sealed class HijackTests
{
    [Theory]
    [InlineData("mod std {} mod core {} mod alloc {} mod rlm {} mod regex {} mod prelude {} mod analysis {}")]
    [InlineData("mod rlm { pub mod render { pub struct Returned; } pub mod abi { pub fn finish(_: u8) {} } pub mod input { pub fn input(_: u8) -> u8 { 0 } } }")]
    [InlineData("struct Returned<T>(T); impl<T> Returned<T> { fn new(t: T) -> Self { Self(t) } fn render(&self) -> u8 { 0 } } fn finish() {} fn input() {}")]
    [InlineData("trait Render { fn render(&self) -> ::std::result::Result<&'static str, ()> { Ok(\"hijacked\") } } impl<T: ?Sized> Render for T {}")]
    [InlineData("trait ToString { fn to_string(&self) -> &'static str { \"hijacked\" } } impl<T: ?Sized> ToString for T {}")]
    [InlineData("trait Display { fn fmt(&self) {} } impl<T: ?Sized> Display for T {} struct Option; struct Result; struct Vec; struct Box; enum E { Some, None, Ok, Err } use E::*;")]
    [InlineData("fn rlm_analyze() {} fn rlm_start() {} fn rlm_input() {} fn rlm_merge() {} static rlm_document: u8 = 1;")]
    [InlineData("mod a { pub fn analyze(_: &str) -> ::std::string::String { \"hijacked\".into() } pub fn merge(_: &[::std::string::String]) -> ::std::string::String { \"hijacked\".into() } } #[allow(unused)] use a::*;")]
    [InlineData("fn format_args() {} fn stringify() {} fn __log() {} mod fmt { pub struct Arguments; } struct Arguments;")]
    [InlineData("use std as core; use core as alloc; use regex as serde; use ::rlm as other;")]
    [InlineData("impl ::rlm::render::RenderDisplay for Own { fn render(&self) -> ::rlm::render::Rendered { Ok(\"hijacked\".into()) } } struct Own;")]
    public async Task A_declaration_of_the_authors_changes_nothing_around_it(string declarations)
    {
        var outcome = await Sandbox.RunAsync(
            $"{declarations}\npub fn analyze(i: &str) -> ::std::string::String {{ println!(\"log {{}}\", 1 + 1); let v = vec![format!(\"{{i}}!\")]; assert_eq!(v.len(), 1); v.concat() }}",
            "text");

        Assert.Equal("text!", outcome.Text());
        Assert.Equal("log 2\n", outcome.Log);
    }

    [Theory]
    [InlineData("rlm::input::input::<String>(0)")]
    [InlineData("<String as rlm::input::FromInput>::from_input(0)")]
    [InlineData("{ rlm::abi::rlm_input(9); String::new() }")]
    [InlineData("{ rlm::abi::rlm_document(0, 7, 3, 1); String::new() }")]
    public async Task What_is_the_hosts_cannot_be_called(string call)
    {
        var error = await Sandbox.RefuseAsync($"pub fn analyze(i: &str) -> String {{ format!(\"{{i}}{{}}\", {call}) }}");

        Assert.Equal(WasmErrorCode.CompilationFailed, error.Code);
        Assert.Contains("unsafe", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The crate root calls each name of its own by a path that begins with a crate, or with the module of the author.</summary>
    [Fact]
    public void The_template_names_all_by_absolute_paths()
    {
        var entry = EntryTemplate.Render(new AnalysisSignature(["a", "b"], HasMerge: true, ["regex", "serde_json"]));
        var code = new CodeTokens(entry, RustLexer.Lex(entry, new ProblemList(entry)));

        // What is called, and does not come out of the one module that its function imports on its first line.
        var calls = Enumerable.Range(0, code.Count)
            .Where(i => code.IsName(i) && code.Is(i + 1, "(") && !code.Is(i - 1, ".") && !code.Is(i - 1, "[") && !code.IsKeyword(i - 1, "fn"))
            .Select(i => PathBefore(code, i))
            .Distinct();

        Assert.Equal(
            ["::rlm::abi::finish", "Returned::new", "crate::analysis::analyze", "::rlm::input::input", "crate::analysis::merge", "::rlm::input::parts"], calls);
        Assert.Equal(2, entry.Split("\n    use ::rlm::render::*;\n").Length - 1);
    }

    private static string PathBefore(CodeTokens code, int last)
    {
        var first = last;
        while (code.Is(first - 1, "::"))
        {
            first -= code.IsName(first - 2) ? 2 : 1;
        }

        var path = new StringBuilder();
        for (var i = first; i <= last; i++)
        {
            path.Append(code.Text(i));
        }

        return path.ToString();
    }
}
