using CsCheck;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>
/// Sources that would read the machine of the compiler from where a lexer takes the words for text, or nearly so: a
/// reader in a string, char or comment whose ends have been tampered with.
/// </summary>
internal static class ReadingText
{
    /// <summary>A name of no file, which is told from the names of all others.</summary>
    public const string File = "/canary/canary";

    /// <summary>A name of no variable.</summary>
    public const string Variable = "RLM_NO_CANARY";

    private static readonly string[] Readers =
    [
        $"include_str!(\"{File}\")", $"include_bytes ! [\"{File}\"]", $"core::include_str! {{ \"{File}\" }}", $"r#include_str!(r\"{File}\")",
        $"include!(r#\"{File}\"#)", $"include_str /**/ !(\"{File}\")", $"concat!(include_str!(\"{File}\"))", $"env!(\"{Variable}\")",
        $"std::env ! [\"{Variable}\"]", $"#[path = \"{File}\"] mod x;", $"#[doc = include_str!(\"{File}\")] fn f() {{}}", "mod canary;",
        $"{{ use std::include_str as format; format!(\"{File}\") }}", $"{{ macro_rules! m {{ ($i:ident) => {{ $i!(\"{File}\") }} }} m!(include_str) }}",
        $"include_str!('\\x2f')", $"include_str\n!\n(\n\"{File}\"\n)", $"format!(\"{{}}\", include_str!(\"{File}\"))",
    ];

    private static readonly (string Open, string Close)[] Covers =
    [
        ("", ""), ("\"", "\""), ("b\"", "\""), ("c\"", "\""), ("r\"", "\""), ("r#\"", "\"#"), ("r##\"", "\"##"), ("br#\"", "\"#"), ("cr#\"", "\"#"), ("br\"", "\""),
        ("/*", "*/"), ("/* /*", "*/ */"), ("/**", "*/"), ("/*!", "*/"), ("/***", "***/"), ("/*/", "/*/*/*/"), ("//", "\n"), ("///", "\n"), ("//!", "\n"), ("////", "\n"),
        ("'\"' /*", "*/"), ("'\\'' /*", "*/"), ("b'\"' /*", "*/"), ("'a' //", "\n"), ("\"\\\\\" //", "\n"), ("\"\\\"\" /*", "*/"), ("'\"'; r\"\\\" /*", "*/"),
        ("\"/*\" //", "\n*/"), ("\"//\" /*", "*/"), ("/* \" */ \"", "\" /* \" */"), ("/* ' */ //", "\n"), ("r#\"\"\"# /*", "*/"), ("1.0 /*", "*/"), ("0x1e+1 //", "\n"),
        ("stringify!(\"", "\")"), ("stringify!('a /*", "*/)"), ("stringify!('a \"", "\")"), ("stringify!(r#x \"", "\")"), ("stringify!(1 r\"", "\")"), ("stringify!('\"' '", "')"),
        ("\"\\\n", "\""), ("\"\\u{22}", "\""), ("'\\u{22}' /*", "*/"), ("'é' /*", "*/"), ("\"😀", "\""), ("'😀' //", "\n"),
    ];

    private static readonly string[] Tampers =
    [
        "\"", "'", "\\", "#", "r", "b", "c", "br", "cr", "/", "*", "\n", "!", " ", "{", "}", "(", ")", "0", "1e", ".", "\r\n", "é", "/*", "*/", "//", "r#\"", "\"#",
        "'a", "b'", "'a'", "\\\"", "\\\\", "\\'", "_", "x", "///", "/**/", "\"\"", "''", "'\"'", "\"'\"", "#!", "k#", "\t", "\\\n", "\\x22", "-", "$", ";", "\u00a0", "\u2028",
    ];

    private static readonly (string Before, string Between, string After)[] Places =
    [
        ("pub fn analyze(i: &str) -> String { let _ = (", ", ", ", 1); String::new() }"),
        ("pub fn analyze(i: &str) -> String { let _ = ", "; let _ = ", "; String::new() }"),
        ("pub fn analyze(i: &str) -> String { ", ";\n", "; String::new() }"),
        ("pub fn analyze(i: &str) -> String { let _ = stringify!(", " ", "); String::new() }"),
        ("pub fn analyze(i: &str) -> String { let _ = vec![", ", ", ", 1]; String::new() }"),
        ("pub fn analyze(i: &str) -> String { String::new() }\nconst A: &str = ", ";\nconst A: &str = ", ";\nfn g() {}"),
        ("const A: &str = ", "; const A: &str = ", ";\npub fn analyze<'a>(i: &'a str) -> &'a str { i }"),
        ("#[doc = ", "]\n#[doc = ", "]\npub fn analyze(i: &str) -> String { String::new() }"),
        ("pub fn analyze(i: &str) -> String { match i { ", " => \"\", ", " => \"\", _ => i }.into() }"),
    ];

    /// <summary>Literals and comments whose end a lexer that errs in one rule finds elsewhere.</summary>
    private static readonly string[] Literals =
    [
        "\"\\\\\"", "'\\\\'", "'\"'", "b'\"'", "'\\''", "b'\\''", "\"\\\"\"", "b\"\\\\\"", "c\"\\\\\"", "r\"\\\"", "br\"\\\"", "cr\"\\\"", "r#\"\"\"#", "br#\"\"\"#", "cr##\"\"#\"##",
        "/* \" */ 1", "/* ' */ 1", "/*/**/*/ 1", "/*/ */ 1", "/**/ 1", "// \"\n 1", "// /*\n 1", "//\\\n 1", "\"//\"", "\"/*\"", "'/'", "'\\u{22}'", "'\\x22'", "'é'", "'😀'", "1.", "0xE+1", "\"'\"", "'a'", "r#x", "\"\\\n\"",
    ];

    /// <summary>What a lexer that is out of step needs to get in step again, and that is nothing to one that is not.</summary>
    private static readonly string[] Ends = ["1", "1 /*\"*/", "\"\" /*\"*/", "1 /*'*/", "1 /*'\"'*/", "1 //\"\n", "1 /*\"#*/", "1 /*\"##*/", "\"\\\\\"", "'\"'", "1 /* */", "\"*/\"", "1 //*/\n"];

    /// <summary>A reader that rustc sees, between a literal and what may get a lexer in step that took it to end elsewhere.</summary>
    private static readonly Gen<string> OutOfStep = Gen.Select(
        Of(Places), Of(Literals), Of(Readers), Of(Ends),
        (place, literal, reader, end) => place.Before + string.Join(place.Between, literal, reader, end) + place.After);

    private static readonly Gen<(double, int, string)[]> Tampering = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 2], Of(Tampers)).Array[0, 2];

    /// <summary>They: many with every reader covered, some with readers in the open among them.</summary>
    public static Gen<string> Sources { get; } = Gen.Frequency(
        (3, With(Of(Covers))),
        (1, With(Gen.Frequency((1, Gen.Const(("", ""))), (1, Of(Covers))))),
        (2, OutOfStep));

    private static Gen<string> With(Gen<(string Open, string Close)> cover) => Gen.Select(
        Of(Places),
        Gen.Select(cover, Of(Readers), Gen.Bool, Gen.Int[0, 3]).Array[1, 3],
        Tampering,
        (place, parts, tampers) => tampers.Aggregate(place.Before + string.Join(place.Between, parts.Select(Cover)) + place.After, Tamper));

    private static Gen<T> Of<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>A reader in its cover, and mostly a value behind it, as one must stand there when the cover is a comment.</summary>
    private static string Cover(((string Open, string Close) Cover, string Reader, bool Escaped, int Value) part)
    {
        var (open, close) = part.Cover;
        var escaped = part.Escaped && open.Length > 0 && !open.Contains('/', StringComparison.Ordinal);
        var reader = escaped ? part.Reader.Replace("\"", "\\\"", StringComparison.Ordinal) : part.Reader;
        return open + reader + close + (part.Value > 0 && open.Contains('/', StringComparison.Ordinal) ? " \"\"" : "");
    }

    /// <summary>Puts a piece in or in place of one to three characters.</summary>
    private static string Tamper(string text, (double Place, int Remove, string Piece) tamper)
    {
        var at = (int)(tamper.Place * text.Length);
        return text.Remove(at, Math.Min(tamper.Remove, text.Length - at)).Insert(at, tamper.Piece);
    }
}
