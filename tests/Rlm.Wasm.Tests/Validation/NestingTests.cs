using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

public sealed class NestingTests
{
    [Theory]
    [InlineData("!", "")]
    [InlineData("- ", "")]
    [InlineData("& ", "")]
    [InlineData("*", "")]
    [InlineData("|| ", "")]
    [InlineData("|a, b| ", "")]
    [InlineData("return ", "")]
    [InlineData("'a: ", "")]
    [InlineData("x = ", "")]
    [InlineData(".. ", "")]
    [InlineData("if ", " {}")]
    [InlineData("match ", " { x => x }")]
    [InlineData("A::<u8, ", ">")]
    [InlineData("", "?")]
    [InlineData("", ".a()")]
    [InlineData("", " + 1")]
    [InlineData("", " as u8")]
    public void What_would_exhaust_the_stack_of_rustc_is_refused(string before, string after)
    {
        string Source(int count) =>
            $"pub fn analyze(i: &str) -> u8 {{ let x = {string.Concat(Enumerable.Repeat(before, count))}1{string.Concat(Enumerable.Repeat(after, count))}; 1 }}";

        Assert.NotNull(SourceValidator.Validate(Source(100)).Source);
        Assert.Contains("nest", Assert.Single(SourceValidator.Validate(Source(2_000)).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_is_summed_over_brackets()
    {
        var (before, after) = ($"({new string('!', 50)}", ")");

        var result = SourceValidator.Validate(
            $"pub fn analyze(i: &str) -> u8 {{ {string.Concat(Enumerable.Repeat(before, 20))}true{string.Concat(Enumerable.Repeat(after, 20))} }}");

        Assert.Single(result.Problems);
    }

    [Theory]
    [InlineData("const A: &[(&str, f64)] = &[", "(\"a\", -1.0), ", 3_000, "];")]
    [InlineData("const A: &[u32] = &[", "1 << 3, ", 5_000, "];")]
    [InlineData("", "fn f(a: &str) -> Vec<u8> { a.as_bytes().to_vec() }\n", 1_000, "")]
    [InlineData("struct S { ", "a: HashMap<String, Vec<u8>>, ", 150, "}")]
    [InlineData("fn f(w: &str) -> bool { matches!(w, \"x\"", " | \"word\"", 500, ") }")]
    [InlineData("fn f(w: &str) -> u8 { match w { ", "\"a\" | \"b\" if w.len() > 2 => { 1 } ", 1_500, "_ => 0 } }")]
    [InlineData("fn f(w: &str) -> u8 { ", "if w == \"a\" { return 1; }\n", 2_000, "0 }")]
    [InlineData("fn f(w: &str) -> u8 { if w == \"a\" { 1 }", " else if w == \"b\" { 2 }\n", 120, " else { 0 } }")]
    [InlineData("fn f(m: &mut HashMap<&str, u8>) { ", "m.insert(\"a\", 1); ", 2_000, "}")]
    [InlineData("fn f() -> String { String::new()", " + \"x\"", 400, " }")]
    [InlineData("fn f(v: &mut Vec<Box<dyn Fn(u8) -> u8>>) { ", "v.push(Box::new(|x| x + 1));\n", 1_000, "}")]
    public void Long_honest_code_passes(string head, string part, int count, string tail)
    {
        var text = $"pub fn analyze(i: &str) -> u8 {{ 1 }}\n{head}{string.Concat(Enumerable.Repeat(part, count))}{tail}";

        Assert.Empty(SourceValidator.Validate(text).Problems);
    }
}
