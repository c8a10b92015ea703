namespace Rlm.Wasm.Validation;

internal sealed partial class RustLexer
{
    private RustTokenKind LineComment()
    {
        var kind = Peek(2) switch
        {
            '!' => RustTokenKind.InnerDoc,
            '/' when Peek(3) != '/' => RustTokenKind.OuterDoc,
            _ => RustTokenKind.Comment,
        };
        var length = _source.AsSpan(_at).IndexOf('\n');
        _at = length < 0 ? _source.Length : _at + length;
        return kind;
    }

    private RustTokenKind BlockComment()
    {
        var kind = Peek(2) switch
        {
            '!' => RustTokenKind.InnerDoc,
            '*' when Peek(3) is not ('*' or '/') => RustTokenKind.OuterDoc,
            _ => RustTokenKind.Comment,
        };
        var start = _at;
        var depth = 1;
        _at += 2;
        while (depth > 0)
        {
            var length = _source.AsSpan(_at).IndexOfAny('*', '/');
            if (length < 0)
            {
                _at = _source.Length;
                return Invalid(start, "this block comment has no end", "close it with `*/`; block comments nest, so every `/*` in it needs one");
            }

            _at += length;
            var step = (Peek(0), Peek(1)) switch
            {
                ('/', '*') => 1,
                ('*', '/') => -1,
                _ => 0,
            };
            depth += step;
            _at += step == 0 ? 1 : 2;
        }

        return kind;
    }
}
