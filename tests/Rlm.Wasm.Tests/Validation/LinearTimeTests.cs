using System.Diagnostics;
using System.Globalization;
using Rlm.Testing;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>The largest sources of what is worst for a lexer and for each rule take less than the second that they may.</summary>
[Trait("Category", "Security")]
public sealed class LinearTimeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly string[] Repeated =
    [
        "a", "a ", "(", ")", "{", "}", "[", "()", "({", "})", "<", ">", "<<", "a<", "::", "a::", "::a", "\"", "\"\"", "\"\\", "\\\"", "'", "''", "'a", "'a'", "b'", "r#", "r\"", "r#\"", "r#\"\"",
        "\"#", "r##", "r###\"##", "br#\"\"#", "/*", "*/", "/**/", "/*/", "//", "//\n", "///\n", "//!\n", "/*!*/", "#", "#!", "#[", "#[a]", "#![a]", "#[derive(A)]", "#[derive(",
        "#[derive(a::", "!", "a!", "a!()", "if!", "$", "`", "\\", "0", "0x", "1e", "1.", "1..", "1_", "é", "é ", "\"é\"", "日", "😀", "\ud800", "\0", "\r", "\n", "\t", " ", "\u00a0", "\u2028", "\ufeff",
        "use a;", "use ", "use a as b;", "use {", "use {a,", "use a::{", "use std::*;", "use std::{fs,", "use a::b::c::d::", "use std::fs;", "use r#a::r#b;", "mod ", "mod a;", "mod a {", "mod a{}",
        "fn ", "fn analyze", "fn analyze()", "fn analyze(", "fn analyze(i: &str) -> u8 {}", "fn merge(", "fn merge(a: Vec<String>)", "pub ", "pub(a) ", "pub(", "const async ", "extern \"C\" ", "unsafe ",
        "fn main() {", "fn main() {}", "struct A;", "trait A", "include!", "std::fs::read;", "std::", "serde::", "regex::", "Regex", "serde_json", "json!", ";", ",", "=>", "|", "||", "|a| ", "& ", "a,", "a:", "return ",
        "x.", ".x", "?", "..", "'a: ", "async ", ".await", "-> ", "where ", "<'a, ",
    ];

    [Fact]
    public void The_worst_sources_take_no_longer_than_a_second()
    {
        var times = new List<(TimeSpan Elapsed, string Name)>();
        foreach (var text in Repeated.SelectMany(piece => Worst(piece).Take(Cases.Of(full: 3, quick: 2))))
        {
            var began = Stopwatch.GetTimestamp();
            SourceValidator.Validate(text);
            times.Add((Stopwatch.GetElapsedTime(began), text[..Math.Min(text.Length, 60)]));
        }

        times = [.. times.OrderByDescending(time => time.Elapsed).Take(5)];
        var slowest = string.Join('\n', times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.Elapsed.TotalMilliseconds:0.0} ms: {time.Name}")));
        TestContext.Current.SendDiagnosticMessage(slowest);
        Assert.True(times[0].Elapsed < Limit, slowest);
    }

    /// <summary>As much of a piece as a source may hold: alone, behind an analysis, and in one.</summary>
    private static IEnumerable<string> Worst(string piece)
    {
        const string analyze = "pub fn analyze(i: &str) -> u8 { 1 }\n";
        var room = SourceValidator.MaxSourceBytes - (2 * analyze.Length);
        var bytes = piece.EnumerateRunes().Sum(rune => rune.Utf8SequenceLength);
        var many = string.Concat(Enumerable.Repeat(piece, room / bytes));
        yield return many;
        yield return analyze + many;
        yield return $"pub fn analyze(i: &str) -> u8 {{ {many} }}";
    }
}
