using Rlm.Wasm.Validation;
using static Rlm.Wasm.Validation.RustTokenKind;

namespace Rlm.Wasm.Tests.Validation;

public sealed class RustLexerTests
{
    /// <summary>Source and its tokens, joined with a space.</summary>
    public static TheoryData<string, string> Cuts() => new()
    {
        { "a::b", "a :: b" },
        { "a: ::b", "a : :: b" },
        { "x..=y...z..w", "x ..= y ... z .. w" },
        { "a<<=b>>=c<-d->e=>f", "a <<= b >>= c <- d -> e => f" },
        { "a&&b||!c!=d==e<=f>=g", "a && b || ! c != d == e <= f >= g" },
        { "a+=b-=c*=d/=e%=f^=g&=h|=i", "a += b -= c *= d /= e %= f ^= g &= h |= i" },
        { "1..2", "1 .. 2" },
        { "1.max(2)", "1 . max ( 2 )" },
        { "1.", "1." },
        { "1.5e-3f64", "1.5e-3f64" },
        { "2E+4_5", "2E+4_5" },
        { "1._x", "1 . _x" },
        { "t.0.1", "t . 0.1" },
        { "0x1e+1", "0x1e + 1" },
        { "0b1_0u8 0o17", "0b1_0u8 0o17" },
        { "1_000_i64", "1_000_i64" },
        { "1/2//3", "1 / 2 //3" },
        { "/*a*/b/**/c", "/*a*/ b /**/ c" },
        { "/*/*/**/*/*/x", "/*/*/**/*/*/ x" },
        { "/*/ */x", "/*/ */ x" },
        { "'a'b' '", "'a'b ' '" },
        { "'a 'b' 'c", "'a 'b' 'c" },
        { "&'a str", "& 'a str" },
        { "'\\'' '\"' '\\\\' '\\u{1_F600}' '\\x7f'", "'\\'' '\"' '\\\\' '\\u{1_F600}' '\\x7f'" },
        { "b'a' b\"x\" br\"y\" br#\"\"\"#", "b'a' b\"x\" br\"y\" br#\"\"\"#" },
        { "c\"x\" cr\"y\" cr##\"\"#\"##", "c\"x\" cr\"y\" cr##\"\"#\"##" },
        { "r#abc r#\"abc\"# r\"a\\\" b", "r#abc r#\"abc\"# r\"a\\\" b" },
        { "\"a\\\\\"b\"c\\\"d\"", "\"a\\\\\"b \"c\\\"d\"" },
        { "\"a\\\n  b\"", "\"a\\\n  b\"" },
        { "#![a]#[b]", "# ! [ a ] # [ b ]" },
        { "r b c br cr bx rb", "r b c br cr bx rb" },
        { "r == b", "r == b" },
        { "_ __ _1", "_ __ _1" },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_source_is_cut_as_rustc_cuts_it(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', Lex(source).Select(token => source[token.Start..token.End])));

    [Fact]
    public void Every_token_has_its_kind()
    {
        const string source = "a r#b 'c 'd' b'e' \"f\" b\"g\" r\"h\" cr#\"i\"# 1 1.0 + /*j*/ /**k*/ /*!l*/ /***/ /**/ //m\n///n\n//!o\n////p";

        Assert.Equal(
            [
                Identifier, RawIdentifier, Lifetime, RustTokenKind.Char, RustTokenKind.Byte, RustTokenKind.String, RustTokenKind.String, RawString, RawString,
                Integer, Float, Punctuation, Comment, OuterDoc, InnerDoc, Comment, Comment, Comment, OuterDoc, InnerDoc, Comment,
            ],
            Lex(source).Select(token => token.Kind));
    }

    [Theory]
    [InlineData("x\"a\"")]
    [InlineData("x'a'")]
    [InlineData("x#a")]
    [InlineData("r#x#a")]
    [InlineData("bx\"a\"")]
    [InlineData("rb\"a\"")]
    [InlineData("'a#b")]
    [InlineData("'r#a")]
    [InlineData("'ab'")]
    [InlineData("''")]
    [InlineData("'''")]
    [InlineData("'\n'")]
    [InlineData("'\\q'")]
    [InlineData("'\\u{110000000000000000}'")]
    [InlineData("'1")]
    [InlineData("'日本'")]
    [InlineData("b'a")]
    [InlineData("\"a\"b")]
    [InlineData("'a'b")]
    [InlineData("r#\"a\"#b")]
    [InlineData("\"a")]
    [InlineData("r#\"a\"")]
    [InlineData("r##a")]
    [InlineData("br#a")]
    [InlineData("/* /* */")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.0e_")]
    [InlineData("0x")]
    [InlineData("0b1.0")]
    [InlineData("0b1e5")]
    [InlineData("1u9")]
    [InlineData("1_a")]
    [InlineData("1r\"x\"")]
    [InlineData("#\"a\"")]
    [InlineData("##")]
    [InlineData("`")]
    [InlineData("$")]
    [InlineData("\\")]
    [InlineData("é")]
    [InlineData("aé")]
    public void What_the_two_lexers_could_cut_differently_is_a_problem(string source)
    {
        var problems = new ProblemList(source);

        RustLexer.Lex(source, problems);

        Assert.False(problems.IsEmpty);
    }

    [Fact]
    public void Lines_and_columns_are_counted_in_scalar_values()
    {
        var tokens = Lex("a\r\n /*😀é*/ b\n\t\"\n😀\" c");

        Assert.Equal(
            [(1, 1), (2, 2), (2, 9), (3, 2), (4, 4)],
            tokens.Select(token => (token.Position.Line, token.Position.Column)));
    }

    private static List<RustToken> Lex(string source) => RustLexer.Lex(source, new ProblemList(source));
}
