using System.Collections.Frozen;
using Rlm.Wasm.Validation;

namespace Rlm.Highlighting;

/// <summary>Rust cut into pieces to colour, on the tokens that the compiler's validator sees.</summary>
internal static class RustSpans
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false", "fn", "for", "if", "impl", "in", "let", "loop", "match",
        "mod", "move", "mut", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while");

    private static readonly FrozenSet<string> BuiltInTypes = FrozenSet.Create(
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16", "u32", "u64", "u128", "usize", "Self");

    /// <summary>The lines of a source, each in pieces that make it up without gap. A source that is no Rust has lines too.</summary>
    public static IReadOnlyList<IReadOnlyList<RustSpan>> Lines(string source)
    {
        // The lexer says what it stumbles over; a reader sees that anyway.
        var tokens = RustLexer.Lex(source, new ProblemList(source));
        var lines = new List<IReadOnlyList<RustSpan>>();
        var line = new List<RustSpan>();
        var at = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            Add(source[at..tokens[i].Start], RustSpanKind.Plain);
            Add(source[tokens[i].Start..tokens[i].End], KindOf(source, tokens, i));
            at = tokens[i].End;
        }

        Add(source[at..], RustSpanKind.Plain);
        lines.Add(line);
        return lines;

        void Add(string text, RustSpanKind kind)
        {
            var parts = text.Split('\n');
            for (var part = 0; part < parts.Length; part++)
            {
                if (part > 0)
                {
                    lines.Add(line);
                    line = [];
                }

                if (parts[part].TrimEnd('\r') is { Length: > 0 } piece)
                {
                    line.Add(new RustSpan(piece, kind));
                }
            }
        }
    }

    private static RustSpanKind KindOf(string source, List<RustToken> tokens, int index)
    {
        var token = tokens[index];
        return token.Kind switch
        {
            _ when token.IsComment => RustSpanKind.Comment,
            RustTokenKind.String or RustTokenKind.RawString or RustTokenKind.Char or RustTokenKind.Byte => RustSpanKind.Text,
            RustTokenKind.Integer or RustTokenKind.Float => RustSpanKind.Number,
            RustTokenKind.Lifetime => RustSpanKind.Lifetime,
            RustTokenKind.Identifier => NameKind(source[token.Start..token.End], After(source, tokens, index)),
            RustTokenKind.Punctuation when source[token.Start] == '!' && IsMacroMark(source, tokens, index) => RustSpanKind.Macro,
            _ => RustSpanKind.Plain,
        };
    }

    private static RustSpanKind NameKind(string name, char after) =>
        Keywords.Contains(name) ? RustSpanKind.Keyword
        : BuiltInTypes.Contains(name) || char.IsAsciiLetterUpper(name[0]) ? RustSpanKind.Type
        : after == '!' ? RustSpanKind.Macro
        : after == '(' ? RustSpanKind.Function
        : RustSpanKind.Plain;

    /// <summary>What stands directly behind a token, but for <c>!=</c>, which is no mark of a macro.</summary>
    private static char After(string source, List<RustToken> tokens, int index) =>
        index + 1 < tokens.Count && tokens[index + 1] is var next && next.Start == tokens[index].End && source[next.Start..next.End] != "!=" ? source[next.Start] : '\0';

    private static bool IsMacroMark(string source, List<RustToken> tokens, int index) =>
        tokens[index].End - tokens[index].Start == 1 && index > 0 && tokens[index - 1] is { Kind: RustTokenKind.Identifier } name
        && name.End == tokens[index].Start && !Keywords.Contains(source[name.Start..name.End]);
}
