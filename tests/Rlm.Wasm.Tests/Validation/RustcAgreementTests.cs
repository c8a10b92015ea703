using System.Globalization;
using System.Text;
using CsCheck;
using Rlm.Testing;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>Cuts generated sources with rustc itself and compares, token by token.</summary>
[Trait("Category", "Security")]
public sealed class RustcAgreementTests
{
    /// <summary>rustc takes each token tree of a source as a string and compares it with ours while compiling.</summary>
    private const string Harness = """
        macro_rules! tokens { ($($t:tt)*) => { &[$(stringify!($t)),*] } }
        const fn same(a: &str, b: &str) -> bool {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            let mut i = 0;
            while i < a.len() && i < b.len() && a[i] == b[i] { i += 1; }
            i == a.len() && i == b.len()
        }
        const fn check(rustc: &[&str], ours: &[&str]) {
            assert!(rustc.len() == ours.len());
            let mut i = 0;
            while i < ours.len() { assert!(same(rustc[i], ours[i])); i += 1; }
        }
        fn main() {}

        """;

    private static readonly string[] Pieces =
    [
        "a", "r", "b", "br", "c", "cr", "fn", "r#fn", "r#x", "_", "x_1", "'a", "'_", "'static", "'a'", "'\"'", "'\\''", "'\\\\'", "'é'", "'\\u{1_F600}'", "'\\x41'", "'/'",
        "b'a'", "b'\\''", "b'\"'", "\"\"", "\"a\"", "\"\\\"\"", "\"\\\\\"", "\"/*\"", "\"//\"", "\"'\"", "\"é😀\"", "\"a\\\n b\"", "b\"x\\\"\"", "c\"x\"",
        "r\"\"", "r\"\\\"", "r#\"\"\"#", "r##\"\"#\"##", "br\"\\\"", "br#\"\"\"#", "cr#\"a\"#", "/**/", "/* ' */", "/* \" */", "/*/**/*/", "/* /*/ */ */", "// ' \" /*\n", "//// x\n", "/***/",
        "0", "1", "1.", "1.5", "1e5", "1.5e-3", "1E+4_5", "0x1e", "0xE", "0b1", "0o7", "1_000", "1u8", "2.5_f64", "0x_ffu16", "1_f32", "0..", "1..2", "1.x", "t.0.1",
        "..", "...", "..=", ".", "::", ":", ";", ",", "->", "=>", "<-", "<", ">", "<<", ">>", "<<=", ">>=", "<=", ">=", "==", "!=", "!", "=", "&", "&&", "|", "||",
        "+", "-", "*", "/", "%", "^", "+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "@", "~", "?", " ", " ", "\n", "\t",
        "\"", "'", "b'", "b\"", "c\"", "r\"", "r#\"", "\"#", "br##\"", "\"##", "/*", "*/", "/", "//", "\\\\", "\\\"", "\\'", "\\n", "é", "😀",
    ];

    [Fact]
    public async Task Rustc_cuts_what_passes_the_lexer_into_the_same_tokens()
    {
        using var folder = new TempFolder();
        folder.Write("agree.rs", Harness + string.Concat(Checks().Take(Cases.Of(full: 5_000, quick: 600))));

        var (exitCode, output) = await PlainRustc.RunAsync(folder, ["agree.rs", "--crate-type=bin", "--emit=metadata"]);

        Assert.True(exitCode == 0, output);
    }

    private static IEnumerable<string> Checks()
    {
        var soup = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 24].Select(string.Concat);
        var random = new PCG(1, SeedOf(Environment.GetEnvironmentVariable("RLM_TEST_SEED")));
        while (true)
        {
            var source = soup.Generate(random, null, out _);
            var problems = new ProblemList(source);
            var tokens = RustLexer.Lex(source, problems);
            if (!problems.IsEmpty || tokens.Exists(token => IsLeftOut(source, token)))
            {
                continue;
            }

            var ours = tokens.Where(token => !token.IsComment).Select(token => Quote(source[token.Start..token.End]));
            yield return $"const _: () = check(tokens![{source}\n], &[{string.Join(", ", ours)}]);\n";
        }
    }

    /// <summary>Docs turn into attributes in a macro, and bytes beyond ASCII are an error that says nothing about where they end.</summary>
    private static bool IsLeftOut(string source, RustToken token)
    {
        var text = source.AsSpan(token.Start, token.End - token.Start);
        return token.Kind is RustTokenKind.OuterDoc or RustTokenKind.InnerDoc
            || (text[0] == 'b' && !token.IsName && (!Ascii.IsValid(text) || text.Contains("\\u", StringComparison.Ordinal)));
    }

    private static ulong SeedOf(string? text) => ulong.TryParse(text, CultureInfo.InvariantCulture, out var seed) ? seed : 20_210;

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return quoted.Append('"').ToString();
    }
}
