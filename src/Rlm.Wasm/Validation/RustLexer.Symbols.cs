namespace Rlm.Wasm.Validation;

internal sealed partial class RustLexer
{
    private RustTokenKind Symbol()
    {
        var start = _at;
        var c = Peek(0);
        _at += SymbolLength(c, Peek(1), Peek(2));
        switch (c)
        {
            case '`':
                while (Peek(0) == '`')
                {
                    _at++;
                }

                return Invalid(start, "backticks are not Rust", "give the bare source, without a Markdown fence around it");
            case '\\':
                return Invalid(start, "a backslash stands outside a string", "write the source with real line ends and quotes, not escaped");
            case '$':
                return Invalid(start, "`$` belongs to macro definitions, which an analysis may not have", "write a function or a closure");
            case '#' when Peek(0) is not ('[' or '!'):
                return Invalid(start, "`#` begins an attribute, and none follows", "write `#[derive(Debug)]` before an item, or remove it");
            case > ' ' and < '\u007f':
                return RustTokenKind.Punctuation;
            case >= '\u0080':
                SkipForeign();
                return Invalid(
                    start,
                    $"`{_source.AsSpan(start, Math.Min(_at - start, 16))}` stands outside a string or comment, where only ASCII is read",
                    "use ASCII names and operators; strings, chars and comments may hold any text");
            default:
                // A control character, which has been reported already.
                SkipForeign();
                return RustTokenKind.Invalid;
        }
    }

    /// <summary>A run of such characters is one token, to keep the list of problems short.</summary>
    private void SkipForeign()
    {
        while (_at < _source.Length && Peek(0) is not (>= ' ' and < '\u007f' or '\t' or '\r' or '\n'))
        {
            _at++;
        }
    }

    /// <summary>Length of the longest operator that begins with these characters.</summary>
    private static int SymbolLength(char first, char second, char third) => (first, second, third) switch
    {
        ('<', '<', '=') or ('>', '>', '=') or ('.', '.', '.') or ('.', '.', '=') => 3,
        (':', ':', _) or ('-', '>', _) or ('=', '>', _) or ('<', '-', _) => 2,
        ('&', '&', _) or ('|', '|', _) or ('<', '<', _) or ('>', '>', _) or ('.', '.', _) => 2,
        ('=' or '!' or '<' or '>' or '+' or '-' or '*' or '/' or '%' or '^' or '&' or '|', '=', _) => 2,
        _ => 1,
    };
}
