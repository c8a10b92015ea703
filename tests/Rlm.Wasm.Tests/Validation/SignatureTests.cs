using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("fn count(input: &str) -> usize { 1 }", "there is no function `analyze`", "rename `count`")]
    [InlineData("", "there is no function `analyze`", "pub fn analyze(input: &str) -> String")]
    [InlineData("fn a() {} fn b() {} fn main() {}", "there is no function `analyze`", "pub fn analyze(input: &str) -> String")]
    [InlineData("mod m { pub fn analyze(i: &str) -> u8 { 1 } }", "not at the top level", "move it out")]
    [InlineData("struct S; impl S { fn analyze(i: &str) -> u8 { 1 } }", "not at the top level", "move it out")]
    [InlineData("pub fn analyze(i: &str) -> u8 { 1 } pub fn analyze(i: &str) -> u8 { 2 }", "a second time", "keep one")]
    [InlineData("pub fn analyze() -> u8 { 1 }", "takes no input", "pub fn analyze(input: &str) -> String")]
    [InlineData("pub fn analyze(a: &str, b: &str, c: &str, d: &str, e: &str, f: &str, g: &str, h: &str, i: &str) -> u8 { 1 }", "more than 8", "rlm::var")]
    [InlineData("pub fn analyze(i: &str) { }", "returns nothing", "-> String")]
    [InlineData("pub fn analyze(i: &str) -> () { }", "returns nothing", "Display")]
    [InlineData("pub fn analyze<T: AsRef<str>>(i: T) -> u8 { 1 }", "may not be generic", "input: &str")]
    [InlineData("pub fn analyze(i: impl AsRef<str>) -> u8 { 1 }", "parameter `i`", "`&str`")]
    [InlineData("pub fn analyze(i: &mut str) -> u8 { 1 }", "parameter `i`", "`&str`")]
    [InlineData("pub fn analyze(i: str) -> u8 { 1 }", "parameter `i`", "`&str`")]
    [InlineData("pub fn analyze(i: Vec<String>) -> u8 { 1 }", "parameter `i`", "`&str`")]
    [InlineData("pub fn analyze(i: HashMap<String, u8>, j: &str) -> u8 { 1 }", "parameter `i`", "`&str`")]
    [InlineData("pub fn analyze(i: &str, j: u32) -> u8 { 1 }", "parameter `j`", "`&str`")]
    [InlineData("pub fn analyze((a, b): (&str, &str)) -> u8 { 1 }", "plain name", "logs: &str, users: &str")]
    [InlineData("pub fn analyze(_: &str) -> u8 { 1 }", "plain name", "input: &str")]
    [InlineData("pub fn analyze(&self) -> u8 { 1 }", "plain name", "input: &str")]
    [InlineData("pub const fn analyze(i: &str) -> u8 { 1 }", "may not be `const`", "pub fn analyze")]
    [InlineData("pub fn analyze(i: &str) -> u8 { 1 } pub fn merge(a: &str, b: &str) -> u8 { 1 }", "results of the chunks", "parts: &[String]")]
    [InlineData("pub fn analyze(i: &str) -> u8 { 1 } pub fn merge(a: &[u64]) -> u8 { 1 }", "results of the chunks", "another name")]
    [InlineData("pub fn analyze(i: &str) -> u8 { 1 } pub fn merge(a: &[String]) { }", "`merge` returns nothing", "-> String")]
    [InlineData("pub fn analyze(i: &str) -> u8 { 1 } fn merge(a: &[String]) -> u8 { 1 } fn merge(a: &[String]) -> u8 { 1 }", "a second time", "keep one")]
    public void What_cannot_be_called_is_refused_with_the_right_form(string text, string reason, string help)
    {
        var result = SourceValidator.Validate(text);

        Assert.Null(result.Source);
        var problem = Assert.Single(result.Problems, problem => problem.Rendered.Split('\n')[0].Contains(reason, StringComparison.Ordinal));
        Assert.Contains(help, problem.Rendered.Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fn analyze(a: &str, mut b: String, r#type: &[u8]) -> u8 { 1 }", "a,b,type")]
    [InlineData("pub fn analyze<'a>(text: &'a str,) -> u8 where 'a: 'a { 1 }", "text")]
    [InlineData("#[inline] pub(crate) fn analyze(_x: & 'static String) -> (u8,) { (1,) }", "_x")]
    public void Parameters_are_named_in_order(string text, string names) =>
        Assert.Equal(names, string.Join(',', Signature(text).Parameters));

    [Theory]
    [InlineData("&[String]", true)]
    [InlineData("&'static [String]", true)]
    [InlineData("&[&str]", true)]
    [InlineData("Vec<String>", true)]
    [InlineData("Vec<&'static str>", true)]
    [InlineData("&Vec<String>", true)]
    [InlineData("&[u64]", false)]
    [InlineData("Vec<(String, u32)>", false)]
    [InlineData("[String; 2]", false)]
    public void A_merge_is_known_by_its_parameter(string type, bool expected) =>
        Assert.Equal(expected, Signature($"pub fn analyze(i: &str) -> u8 {{ helper(merge) }} fn merge(parts: {type}) -> String {{ x }}").HasMerge);

    [Theory]
    [InlineData("", "")]
    [InlineData("use regex::Regex;", "regex")]
    [InlineData("use ::regex::{Regex, Captures};", "regex")]
    [InlineData("use regex;", "regex")]
    [InlineData("fn f() { regex::escape(\"x\"); }", "regex")]
    [InlineData("fn f() { Regex::new(\"x\"); }", "regex")]
    [InlineData("fn f(c: &Captures) {}", "regex")]
    [InlineData("static R: RegexSet = x();", "regex")]
    [InlineData("// Regex serde_json json!\nconst A: &str = \"regex::Regex serde_json::json!\";", "")]
    [InlineData("fn f() { let regex = 1; let json = 2; x.regex(); y.json.serde_json(); }", "")]
    [InlineData("struct Regex; enum Captures { A } fn f(r: Regex, c: Captures) {}", "")]
    [InlineData("enum Kind { A } fn f() { Kind::Regex; }", "")]
    [InlineData("mod regex { pub fn f() {} } fn f() { regex::f(); }", "")]
    [InlineData("enum Value { A } fn f(v: Value) {}", "")]
    [InlineData("fn f() { serde_json::from_str(\"1\"); }", "serde_json")]
    [InlineData("fn f() { json!({}); }", "serde_json")]
    [InlineData("use serde_json::Value; use regex::Regex;", "regex,serde_json")]
    public void A_crate_is_linked_only_when_the_source_says_it(string text, string crates) =>
        Assert.Equal(crates, string.Join(',', Signature("pub fn analyze(i: &str) -> u8 { 1 }\n" + text).Crates));

    private static AnalysisSignature Signature(string text)
    {
        var result = SourceValidator.Validate(text);
        Assert.Empty(result.Problems);
        return result.Source!.Signature;
    }
}
