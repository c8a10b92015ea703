using CsCheck;
using Rlm.Highlighting;

namespace Rlm.Tests.Highlighting;

public sealed class RustSpansTests
{
    [Fact]
    public void Words_of_the_language_texts_and_comments_are_told_apart()
    {
        var line = Assert.Single(RustSpans.Lines("""let n: u64 = parse("// 1") + 2; // 'x'"""));
        Assert.Equal(
            [("let", RustSpanKind.Keyword), ("u64", RustSpanKind.Type), ("parse", RustSpanKind.Function), ("\"// 1\"", RustSpanKind.Text), ("2", RustSpanKind.Number), ("// 'x'", RustSpanKind.Comment)],
            line.Where(s => s.Kind != RustSpanKind.Plain).Select(s => (s.Text, s.Kind)));
    }

    [Theory]
    [InlineData("println!(x)", "println!")]
    [InlineData("a != b", "")]
    [InlineData("a!=b", "")]
    [InlineData("return !x", "")]
    public void A_macro_has_its_mark(string code, string macro) =>
        Assert.Equal(macro, string.Concat(RustSpans.Lines(code)[0].Where(s => s.Kind == RustSpanKind.Macro).Select(s => s.Text)));

    [Fact]
    public void A_text_over_several_lines_has_its_colour_on_each() =>
        Assert.All(RustSpans.Lines("/* one\ntwo */"), line => Assert.Equal(RustSpanKind.Comment, Assert.Single(line).Kind));

    [Fact]
    public void Whatever_the_source_is_its_lines_are_whole() =>
        Gen.Char["ab1!=/*\"'#\n \\(r"].Array[0, 60].Select(c => new string(c)).Sample(source =>
            string.Join('\n', RustSpans.Lines(source).Select(l => string.Concat(l.Select(s => s.Text)))) == source);
}
