using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

/// <summary>
/// A hundred conversations with a scripted model that makes one of the mistakes that models make, and does better once it is
/// told. Documented attempts: rustc's own suggestions, two by the coder model, and one more turn.
/// </summary>
public sealed class RecoveryTests
{
    private const int MaxTurns = 2;

    /// <summary>Analyses with their answers over the bench's log.</summary>
    private static readonly (string Code, string Answer)[] Analyses =
    [
        ("pub fn analyze(input: &str) -> String {\n    let n = input.lines().filter(|l| l.starts_with(\"ERROR\")).count();\n    n.to_string()\n}", "2"),
        ("pub fn analyze(input: &str) -> String {\n    let mut m: HashMap<&str, u64> = HashMap::new();\n    for l in input.lines() {\n        *m.entry(l.split(' ').next().unwrap_or(\"\")).or_insert(0) += 1;\n    }\n    let mut v: Vec<_> = m.into_iter().collect();\n    v.sort();\n    v.iter().map(|(k, n)| format!(\"{k}={n}\")).collect::<Vec<_>>().join(\",\")\n}", "ERROR=2,ok=2"),
        ("pub fn analyze(input: &str) -> String {\n    let s: u64 = input.lines().filter_map(|l| l.rsplit(' ').next()?.parse::<u64>().ok()).sum();\n    s.to_string()\n}", "10"),
        ("pub fn analyze(input: &str) -> String {\n    let re = Regex::new(r\"(?m)^ok (\\d+)$\").unwrap();\n    let v: Vec<&str> = re.captures_iter(input).map(|c| c.get(1).unwrap().as_str()).collect();\n    v.join(\" \")\n}", "1 3"),
        ("pub fn analyze(input: &str) -> String {\n    let mut v: Vec<&str> = input.lines().collect();\n    v.sort_by(|a, b| b.cmp(a));\n    v[0].to_string()\n}", "ok 3"),
        ("pub fn analyze(input: &str) -> String {\n    let longest = input.lines().max_by_key(|l| l.len()).unwrap_or(\"\");\n    longest.len().to_string()\n}", "7"),
        ("pub fn analyze(input: &str) -> String {\n    let mut out = String::new();\n    for (i, l) in input.lines().enumerate() {\n        if l.contains(\"4\") {\n            out.push_str(&format!(\"line {i}\"));\n        }\n    }\n    out\n}", "line 3"),
        ("pub fn analyze(input: &str) -> String {\n    let words = input.split_whitespace().collect::<BTreeSet<_>>();\n    words.len().to_string()\n}", "6"),
        ("pub fn analyze(input: &str) -> String {\n    let v: Vec<f64> = input.lines().filter_map(|l| l.split(' ').nth(1)?.parse().ok()).collect();\n    format!(\"{:.2}\", v.iter().sum::<f64>() / v.len() as f64)\n}", "2.50"),
        ("pub fn analyze(input: &str) -> String {\n    input.chars().filter(|c| c.is_ascii_digit()).rev().collect::<String>()\n}", "4321"),
    ];

    /// <summary>What a model makes of a reply that would be right.</summary>
    private static readonly (string Name, Func<string, string> Spoil)[] Mistakes =
    [
        ("wrong signature", code => Fenced(code.Replace("pub fn analyze(input: &str) -> String", "fn main(input: String) -> String", StringComparison.Ordinal))),
        ("missing use", code => Fenced(Inside(code, "let _ = Duration::from_secs(1);"))),
        ("borrow error", code => Fenced(Inside(code, "let moved = String::from(\"a\"); let b = moved; let _ = (moved, b);"))),
        ("type error", code => Fenced(Inside(code, "let wrong: u64 = input.len(); let _ = wrong;"))),
        ("wrong escapes", code => "{\"op\":\"rust_wasm\",\"store\":\"a\",\"code\":\"" + code + "\"}\n{\"op\":\"final_var\",\"name\":\"a\"}"),
        ("prose", _ => "I would count the lines with a small program and then tell you the result."),
        ("unclosed", code => "{\"op\":\"rust_wasm\",\"store\":\"a\"}\n```rust\n" + code + "\n```\n{\"op\":\"final_var\",\"name\":\"a\""),
        ("no such method", code => Fenced(Inside(code, "let _ = input.line_total();"))),
        ("unsafe", code => Fenced(Inside(code, "let _ = unsafe { input.get_unchecked(0..0) };"))),
        ("panic", code => Fenced(Inside(code, "let first: Option<u32> = None; if input.len() > 1 { first.unwrap(); }"))),
    ];

    private static string Fenced(string code) =>
        $$"""
        {"op":"rust_wasm","store":"a"}
        ```rust
        {{code}}
        ```
        {"op":"final_var","name":"a"}
        """;

    private static string Inside(string code, string statement) => code.Replace("-> String {\n", "-> String {\n    " + statement + "\n", StringComparison.Ordinal);

    [Fact]
    public async Task Ninety_nine_of_a_hundred_recover()
    {
        var failed = new List<string>();
        foreach (var (code, answer) in Analyses)
        {
            foreach (var (name, spoil) in Mistakes)
            {
                await using var bench = new RunBench { RepairAttempts = 2 };
                bench.Server.Otherwise = ChatAnswers.By(request => request.Messages switch
                {
                    [_, var task] when task.Contains("What is wrong with it", StringComparison.Ordinal) => $"```rust\n{code}\n```",
                    { Count: 2 } => spoil(code),
                    _ => Fenced(code),
                });
                var result = await bench.ResultAsync();
                if (result.Answer != answer || result.Iterations > MaxTurns)
                {
                    failed.Add($"{name}: {result.Answer ?? result.Error!.Message} instead of {answer} in {result.Iterations} turns");
                }
            }
        }

        Assert.True(failed.Count <= 1, string.Join('\n', failed));
    }
}
