using System.Buffers;

namespace Rlm.Wasm.Validation;

internal sealed partial class RustLexer
{
    private const int MaxHashes = 255;

    private static readonly SearchValues<char> QuoteOrBackslash = SearchValues.Create("\"\\");

    /// <summary>A string with escapes whose opening quote stands at <paramref name="quote"/>.</summary>
    private RustTokenKind Quoted(int start, int quote)
    {
        _at = quote + 1;
        while (true)
        {
            var length = _source.AsSpan(_at).IndexOfAny(QuoteOrBackslash);
            if (length < 0)
            {
                _at = _source.Length;
                return Invalid(start, "this string has no end", "close it with `\"`; inside a string write `\\\"` for a quote");
            }

            _at += length;
            if (Peek(0) == '"')
            {
                _at++;
                return WithoutSuffix(RustTokenKind.String);
            }

            // As rustc does it: only an escaped quote or backslash matters for where the string ends.
            _at += Peek(1) is '"' or '\\' ? 2 : 1;
        }
    }

    /// <summary>A string without escapes whose hashes, if any, begin at <paramref name="hashes"/>.</summary>
    private RustTokenKind Raw(int start, int hashes)
    {
        _at = hashes;
        while (Peek(0) == '#')
        {
            _at++;
        }

        var count = _at - hashes;
        if (Peek(0) != '"' || count > MaxHashes)
        {
            return Invalid(start, "this is neither a raw string nor a raw identifier", "write a raw string as r#\"…\"#");
        }

        _at++;
        while (true)
        {
            var length = _source.AsSpan(_at).IndexOf('"');
            if (length < 0)
            {
                _at = _source.Length;
                return Invalid(start, "this raw string has no end", "close it with a quote and as many # as it began with");
            }

            _at += length + 1;
            var closing = 0;
            while (closing < count && Peek(closing) == '#')
            {
                closing++;
            }

            _at += closing;
            if (closing == count)
            {
                return WithoutSuffix(RustTokenKind.RawString);
            }
        }
    }

    private RustTokenKind QuoteOrLifetime()
    {
        if (!IsNameStart(Peek(1)) || Peek(2) == '\'')
        {
            return Character(_at, _at, RustTokenKind.Char);
        }

        var start = _at++;
        SkipName();
        return Peek(0) switch
        {
            '\'' => Invalid(start, "a char holds exactly one character", "use double quotes for text"),
            '#' => Invalid(start, "a lifetime may not be followed by `#`", "write the lifetime as a plain 'name"),
            >= '\u0080' => Invalid(start, "this is neither a char nor a lifetime", "use double quotes for text"),
            _ => RustTokenKind.Lifetime,
        };
    }

    /// <summary>A char or byte whose opening quote stands at <paramref name="quote"/>: one character or one escape.</summary>
    private RustTokenKind Character(int start, int quote, RustTokenKind kind)
    {
        _at = quote + 1;
        var length = Peek(0) switch
        {
            '\0' or '\'' or '\n' or '\r' => 0,
            '\\' => EscapeLength(),
            var c when char.IsHighSurrogate(c) => 2,
            _ => 1,
        };
        if (length == 0 || Peek(length) != '\'')
        {
            return Invalid(
                start,
                "this quote begins neither a char, a byte nor a lifetime",
                "write a char as 'x' or with an escape such as '\\'' and '\\u{e9}', text in double quotes");
        }

        _at += length + 1;
        return WithoutSuffix(kind);
    }

    /// <summary>Length of the escape at the current place, or 0 when it is none.</summary>
    private int EscapeLength()
    {
        switch (Peek(1))
        {
            case 'n' or 'r' or 't' or '\\' or '0' or '\'' or '"':
                return 2;
            case 'x':
                return char.IsAsciiHexDigit(Peek(2)) && char.IsAsciiHexDigit(Peek(3)) ? 4 : 0;
            case 'u' when Peek(2) == '{':
                var end = 3;
                while (end < 16 && (char.IsAsciiHexDigit(Peek(end)) || Peek(end) == '_'))
                {
                    end++;
                }

                return Peek(end) == '}' ? end + 1 : 0;
            default:
                return 0;
        }
    }

    private RustTokenKind WithoutSuffix(RustTokenKind kind)
    {
        var start = _at;
        SkipName();
        return _at == start
            ? kind
            : Invalid(start, "a literal in quotes is directly followed by a name", "put a space or a comma between them");
    }
}
