namespace Rlm.Wasm.Tests.Compilation;

/// <summary>Ordinary code compiles with and without its <c>use</c> lines, and an author's own names win.</summary>
public sealed class NamesInScopeTests
{
    [Theory]
    [InlineData("use regex::Regex;\npub fn analyze(input: &str) -> String { Regex::new(r\"\\d+\").unwrap().find(input).unwrap().as_str().to_string() }")]
    [InlineData("pub fn analyze(input: &str) -> String { Regex::new(r\"\\d+\").unwrap().find(input).unwrap().as_str().to_string() }")]
    [InlineData("pub fn analyze(input: &str) -> String { regex::Regex::new(r\"\\d+\").unwrap().find(input).unwrap().as_str().to_string() }")]
    [InlineData("use regex::{Captures, Regex};\npub fn analyze(input: &str) -> String { Regex::new(r\"[^\\d]\").unwrap().replace_all(input, |_: &Captures| \"\").into_owned() }")]
    [InlineData("pub fn analyze(input: &str) -> String { let all: Vec<&str> = RegexBuilder::new(\"[0-9]+\").build().unwrap().find_iter(input).map(|m| m.as_str()).collect(); all.concat() }")]
    public async Task Regex_needs_no_use(string source) => Assert.Equal("42", (await Sandbox.RunAsync(source, "id 42 x")).Text());

    [Theory]
    [InlineData("use serde_json::{json, Value};\npub fn analyze(input: &str) -> String { let v: Value = serde_json::from_str(input).unwrap(); json!({\"n\": v[\"a\"][1]}).to_string() }")]
    [InlineData("pub fn analyze(input: &str) -> String { let v: Value = serde_json::from_str(input).unwrap(); json!({\"n\": v[\"a\"][1]}).to_string() }")]
    [InlineData("pub fn analyze(input: &str) -> String { let v: serde_json::Value = serde_json::from_str(input).unwrap(); serde_json::json!({\"n\": v[\"a\"][1]}).to_string() }")]
    [InlineData("use serde_json as sj;\npub fn analyze(input: &str) -> Result<String, sj::Error> { let v: sj::Value = sj::from_str(input)?; sj::to_string(&sj::json!({\"n\": v[\"a\"][1]})) }")]
    public async Task Json_needs_no_use(string source) => Assert.Equal("{\"n\":2}", (await Sandbox.RunAsync(source, "{\"a\":[1,2]}")).Text());

    [Theory]
    [InlineData("")]
    [InlineData("use std::collections::{BTreeMap, HashMap, HashSet, VecDeque, BinaryHeap, BTreeSet};\nuse std::cmp::{Ordering, Reverse};\nuse std::fmt::Write;\nuse std::rc::Rc; use std::cell::RefCell; use std::borrow::Cow; use std::str::FromStr; use std::fmt;\n")]
    [InlineData("use std::{borrow::Cow, cell::*, cmp::*, collections::*, fmt::{self, Write as _}, rc::*, str::FromStr};\n")]
    [InlineData("#[allow(unused_imports)]\nuse std::collections::*;\nuse std::io::{BufRead, Write as _};\n")]
    public async Task The_usual_names_of_std_need_no_use(string uses)
    {
        const string body =
            """
            struct Row(u8);
            impl fmt::Display for Row { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "row {}", self.0) } }
            pub fn analyze(input: &str) -> String {
                let mut heap: BinaryHeap<Reverse<u8>> = BinaryHeap::new();
                heap.push(Reverse(2)); heap.push(Reverse(1));
                let set: HashSet<char> = input.chars().collect();
                let tree: BTreeMap<&str, usize> = BTreeMap::from([(input, set.len())]);
                let shared = Rc::new(RefCell::new(VecDeque::from([1u8])));
                shared.borrow_mut().push_back(2);
                let text: Cow<str> = Cow::from("c");
                let mut out = String::new();
                write!(out, "{} {:?} {:?} {} {} {}", Row(1), heap.pop().unwrap().0, 1.cmp(&2) == Ordering::Less, tree[input], shared.borrow().len(), text).unwrap();
                out + &u8::from_str("7").unwrap().to_string()
            }
            """;
        Assert.Equal("row 1 1 true 2 2 c7", (await Sandbox.RunAsync(uses + body, "ab")).Text());
    }

    [Theory]
    [InlineData("#[derive(Debug, Clone, Copy)]\nenum Ordering { Up }\npub fn analyze(input: &str) -> String { format!(\"{:?}{}\", Ordering::Up, input) }", "Up!")]
    [InlineData("struct Cell { n: usize }\nfn documents(n: usize) -> Cell { Cell { n } }\npub fn analyze(input: &str) -> usize { documents(input.len()).n }", "1")]
    [InlineData("struct Regex;\nimpl Regex { fn new(_: &str) -> Regex { Regex } }\npub fn analyze(input: &str) -> String { let Regex = Regex::new(input); \"own\".into() }", "own")]
    [InlineData("#[derive(Debug)]\nenum Value { Text(String) }\npub fn analyze(input: &str) -> String { format!(\"{:?}\", Value::Text(input.into())) }", "Text(\"!\")")]
    [InlineData("type Result<T> = std::result::Result<T, String>;\nfn one(s: &str) -> Result<usize> { Ok(s.len()) }\npub fn analyze(input: &str) -> Result<usize> { one(input) }", "1")]
    [InlineData("trait Display { fn show(&self) -> String; }\nimpl Display for str { fn show(&self) -> String { self.repeat(2) } }\npub fn analyze(input: &str) -> String { input.show() }", "!!")]
    [InlineData("mod fmt { pub fn twice(s: &str) -> String { s.repeat(2) } }\nmod input { pub const N: u8 = 1; }\npub fn analyze(text: &str) -> String { format!(\"{}{}\", fmt::twice(text), input::N) }", "!!1")]
    [InlineData("fn print(s: &str) -> &str { s }\nfn rlm_start() {}\npub fn analyze(input: &str) -> String { rlm_start(); println!(\"{}\", print(input)); print(input).to_string() }", "!")]
    [InlineData("mod analysis { pub fn analyze(x: &str) -> String { x.repeat(3) } }\npub fn analyze(r#in: &str) -> String { analysis::analyze(r#in) }", "!!!")]
    public async Task An_authors_own_names_win(string source, string expected) => Assert.Equal(expected, (await Sandbox.RunAsync(source, "!")).Text());

    [Theory]
    [InlineData("macro_rules! add { ($a:expr) => { $a + 1 } }\npub fn analyze(input: &str) -> usize { add!(input.len()) }", 1)]
    [InlineData("pub fn analyze(input: &str) -> usize {\n    hashmap!{ input => 1 }.len()\n}", 2)]
    [InlineData("pub fn analyze(input: &str) -> usize {\n    include_str!(\"/etc/hostname\").len() + input.len()\n}", 2)]
    public async Task Other_macros_are_refused_with_advice(string source, int line)
    {
        var error = await Sandbox.RefuseAsync(source);
        Assert.Equal((WasmErrorCode.InvalidSource, line), (error.Code, error.Line!.Value));
        Assert.Contains("help:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_in_use_does_not_disturb_the_inference_of_ordinary_code()
    {
        const string source = "pub fn analyze(input: &str) -> String { let v: Vec<u8> = Vec::new(); assert_eq!(v, []); assert!(input.len() as u64 == 1u64); \"fine\".into() }";
        Assert.Equal("fine", (await Sandbox.RunAsync(source, "x")).Text());
    }
}
