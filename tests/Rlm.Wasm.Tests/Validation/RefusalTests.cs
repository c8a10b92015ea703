using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

public sealed class RefusalTests
{
    /// <summary>A line of an analysis, the column of its problem, a part of the reason and a part of the help.</summary>
    public static TheoryData<string, int, string, string> Lines() => new()
    {
        { "use std::fs;", 10, "`std::fs`", "parameter of `analyze`" },
        { "use std::fs::File;", 14, "`std::fs`", "rlm::documents" },
        { "use std::{io, fs::{self, File}};", 20, "`std::fs`", "parameter" },
        { "fn f() { std::fs::read(\"x\"); }", 10, "`std::fs`", "parameter" },
        { "fn f() { ::std::fs::read(\"x\"); }", 12, "`std::fs`", "parameter" },
        { "use std as s; fn f() { s::fs::read(\"x\"); }", 24, "`std::fs`", "parameter" },
        { "use std::{self as s}; fn f(x: s::fs::File) {}", 31, "`std::fs`", "parameter" },
        { "use std::*; fn f(x: fs::File) {}", 21, "`std::fs`", "parameter" },
        { "use std::{io as i}; fn f() { i::stdin(); }", 30, "`std::io::stdin`", "parameter of `analyze`" },
        { "use std::io::{self, stdin, BufRead};", 21, "`std::io::stdin`", "parameter of `analyze`" },
        { "use std::net::TcpStream;", 15, "`std::net::TcpStream`", "IpAddr" },
        { "use std::process::Command;", 19, "`std::process`", "return" },
        { "fn f() { std::process::exit(1) }", 10, "`std::process`", "panic!" },
        { "use std::thread;", 10, "`std::thread`", "merge" },
        { "use std::{sync::Arc, thread::spawn};", 30, "`std::thread`", "merge" },
        { "use std::time::{Duration, Instant};", 27, "`std::time::Instant`", "clock" },
        { "use std::time; fn f() { time::SystemTime::now(); }", 25, "`std::time::SystemTime`", "clock" },
        { "use std::time::*; fn f() { Instant::now(); }", 28, "`std::time::Instant`", "clock" },
        { "use std::os::raw::c_int;", 19, "`std::os`", "portable" },
        { "use std::env;", 10, "`std::env`", "parameter" },
        { "fn f() { std::env::var(\"A\"); }", 10, "`std::env`", "parameter" },
        { "use core::arch::x86_64::*;", 25, "`std::arch`", "plain Rust" },
        { "use std::arch::wasm32::*; fn f() { memory_grow::<0>(1); }", 36, "`memory_grow`", "try_reserve" },
        { "use rand::Rng;", 5, "`rand`", "randomness" },
        { "use rand::{thread_rng, Rng};", 5, "`rand`", "seed" },
        { "use ::chrono::Utc;", 7, "`chrono`", "by hand" },
        { "fn f() { chrono::Utc::now(); }", 10, "`chrono`", "ISO" },
        { "use itertools::Itertools;", 5, "`itertools`", "std iterators" },
        { "use rayon::prelude::*;", 5, "`rayon`", "merge" },
        { "use csv::ReaderBuilder;", 5, "`csv`", "split" },
        { "use once_cell::sync::Lazy;", 5, "`once_cell`", "LazyLock" },
        { "use serde::{Deserialize, Serialize};", 5, "`serde`", "serde_json::Value" },
        { "use anyhow::Result;", 5, "`anyhow`", "Result<_, String>" },
        { "use alloc::vec::Vec;", 5, "`alloc`", "std" },
        { "#[derive(Debug, Serialize)] struct S;", 17, "`Serialize`", "json!" },
        { "#[derive(serde::Deserialize)] struct S;", 17, "`Deserialize`", "serde_json::Value" },
        { "#[derive(Error)] enum E {}", 10, "`Error`", "by hand" },
        { "struct S { #[serde(rename = \"x\")] a: u8 }", 14, "`#[serde]`", "serde_json::Value" },
        { "lazy_static! { static ref A: u8 = 1; }", 1, "`lazy_static!`", "LazyLock" },
        { "fn f() { info!(\"x\"); }", 10, "`info!`", "eprintln!" },
        { "fn f() { let m = hashmap!{1 => 2}; }", 18, "`hashmap!`", "HashMap::from" },
        { "fn f() { my_macro!(1); }", 10, "`my_macro!`", "function" },
        { "macro_rules! m { () => {} }", 1, "`macro_rules`", "closure" },
        { "fn f() { unsafe { } }", 10, "`unsafe`", "safe Rust" },
        { "extern crate regex;", 1, "`extern`", "without `extern crate`" },
        { "mod helper;", 1, "another file", "mod helper { … }" },
        { "async fn f() {}", 1, "`async`", "llm_query_batch" },
        { "fn f() { g().await; }", 14, "`await`", "plain functions" },
        { "#![feature(test)]", 4, "`#![feature]`", "stable" },
        { "#![no_std]", 4, "`#![no_std]`", "remove" },
        { "#[no_mangle] fn f() {}", 3, "`#[no_mangle]`", "pub fn analyze" },
        { "#[cfg_attr(test, derive(Debug))] struct S;", 3, "`#[cfg_attr]`", "without a condition" },
        { "#[tokio::main] fn f() {}", 3, "`#[tokio]`", "remove" },
        { "fn f() { let naïve = 1; }", 16, "ASCII", "ASCII names" },
        { "fn f() { let a = “x”; }", 18, "ASCII", "ASCII" },
        { "fn f() { let a = 'ab'; }", 18, "one character", "double quotes" },
        { "fn f() { let a = 12px; }", 18, "number", "10u64" },
        { "fn f() { let a = x\"b\"; }", 18, "prefix", "space" },
        { "fn f() { let a = \"b\"c; }", 21, "directly followed", "space" },
        { "fn f() { m($x); }", 12, "`$`", "function" },
        { "fn f() { \\n }", 10, "backslash", "not escaped" },
        { "```rust", 1, "backticks", "Markdown" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_refused_with_its_place_the_reason_and_the_way_to_do_without(string line, int column, string reason, string help)
    {
        var result = SourceValidator.Validate($"pub fn analyze(input: &str) -> String {{ String::new() }}\n{line}\n");

        Assert.Null(result.Source);
        var problem = result.Problems.First(problem => problem.Line == 2 && problem.Column == column);
        var (first, last) = (problem.Rendered.Split('\n')[0], problem.Rendered.Split('\n')[^1]);
        Assert.Contains(reason, first, StringComparison.Ordinal);
        Assert.Contains(help, last, StringComparison.Ordinal);
        Assert.Contains(help, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_line_is_cut_around_the_problem()
    {
        var line = $"const A: &str = \"{new string('a', 300)}\"; fn f() {{ unsafe {{}} }} // {new string('b', 300)}";

        var problem = Assert.Single(SourceValidator.Validate($"pub fn analyze(i: &str) -> usize {{ 1 }}\n{line}").Problems);

        Assert.Contains("unsafe {}", problem.Rendered, StringComparison.Ordinal);
        Assert.All(problem.Rendered.Split('\n'), text => Assert.InRange(text.Length, 1, 140));
    }

    [Fact]
    public void An_excerpt_holds_no_control_characters()
    {
        var problems = SourceValidator.Validate("const A: &str = \"\u001b[2J\u202e\"; unsafe").Problems;

        Assert.All(problems, problem => Assert.DoesNotContain(problem.Rendered, c => c is '\u001b' or '\u202e'));
    }

    [Fact]
    public void Many_problems_are_cut_and_counted()
    {
        var result = SourceValidator.Validate(string.Concat(Enumerable.Repeat("unsafe\n", 50)));

        Assert.Equal(21, result.Problems.Count);
        Assert.StartsWith("31 further", result.Problems[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sixty_four_brackets_deep_is_still_read()
    {
        var text = $"pub fn analyze(i: &str) -> u8 {{ {new string('(', 63)}1{new string(')', 63)} }}";

        Assert.NotNull(SourceValidator.Validate(text).Source);
    }
}
