using System.Buffers;

namespace Rlm.Wasm.Validation;

/// <summary>
/// Cuts a source into the tokens that rustc sees (edition 2021). Where an odd form could make the two disagree on where
/// a literal or comment ends, it is a problem here, so that a source without problems is cut alike by both.
/// </summary>
/// <remarks>The rules are those of <c>compiler/rustc_lexer</c>; see https://doc.rust-lang.org/reference/tokens.html.</remarks>
internal sealed partial class RustLexer
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create(" \t\r\n");

    private readonly string _source;
    private readonly ProblemList _problems;
    private readonly List<RustToken> _tokens;
    private int _at;
    private int _counted;
    private int _line = 1;
    private int _column = 1;

    private RustLexer(string source, ProblemList problems)
    {
        _source = source;
        _problems = problems;
        _tokens = new List<RustToken>(source.Length / 4);
    }

    /// <summary>All tokens of a source, comments included, in order.</summary>
    public static List<RustToken> Lex(string source, ProblemList problems)
    {
        var lexer = new RustLexer(source, problems);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (true)
        {
            var gap = _source.AsSpan(_at).IndexOfAnyExcept(WhiteSpace);
            if (gap < 0)
            {
                return;
            }

            _at += gap;
            var start = _at;
            var position = Locate(start);
            var kind = Next();
            _tokens.Add(new RustToken(kind, start, _at, position));
        }
    }

    /// <summary>Reads one token; afterwards <see cref="_at"/> stands behind it, at least one unit on.</summary>
    private RustTokenKind Next()
    {
        var c = Peek(0);
        return c switch
        {
            '/' when Peek(1) == '/' => LineComment(),
            '/' when Peek(1) == '*' => BlockComment(),
            '"' => Quoted(_at, _at),
            '\'' => QuoteOrLifetime(),
            'r' when Peek(1) == '#' && IsNameStart(Peek(2)) => RawName(),
            'r' when Peek(1) is '"' or '#' => Raw(_at, _at + 1),
            'b' when Peek(1) == '\'' => Character(_at, _at + 1, RustTokenKind.Byte),
            'b' or 'c' when Peek(1) == '"' => Quoted(_at, _at + 1),
            'b' or 'c' when Peek(1) == 'r' && Peek(2) is '"' or '#' => Raw(_at, _at + 2),
            _ when IsNameStart(c) => Name(),
            _ when char.IsAsciiDigit(c) => Number(),
            _ => Symbol(),
        };
    }

    private RustTokenKind Name()
    {
        var start = _at;
        SkipName();
        if (Peek(0) is '"' or '\'' or '#')
        {
            _problems.Add(
                start,
                $"`{_source.AsSpan(start, Math.Min(_at - start, 32))}` directly before `{Peek(0)}` is no prefix that Rust knows",
                "put a space between them; the prefixes are b, c, r, br and cr");
            return RustTokenKind.Invalid;
        }

        return RustTokenKind.Identifier;
    }

    private RustTokenKind RawName()
    {
        _at += 2;
        return Name() == RustTokenKind.Invalid ? RustTokenKind.Invalid : RustTokenKind.RawIdentifier;
    }

    /// <summary>The name, if any, that stands at the current place is skipped.</summary>
    private void SkipName()
    {
        var length = _source.AsSpan(_at).IndexOfAnyExcept(NameCharacters);
        _at = length < 0 ? _source.Length : _at + length;
    }

    private char Peek(int ahead) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private RustTokenKind Invalid(int at, string message, string help)
    {
        _problems.Add(at, message, help);
        return RustTokenKind.Invalid;
    }

    private SourcePosition Locate(int offset)
    {
        for (; _counted < offset; _counted++)
        {
            var c = _source[_counted];
            if (c == '\n')
            {
                _line++;
                _column = 1;
            }
            else if (!char.IsLowSurrogate(c))
            {
                _column++;
            }
        }

        return new SourcePosition(_line, _column);
    }
}
