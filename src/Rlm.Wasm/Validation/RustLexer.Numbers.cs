using System.Collections.Frozen;

namespace Rlm.Wasm.Validation;

internal sealed partial class RustLexer
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Suffixes = FrozenSet.Create(
        StringComparer.Ordinal,
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private RustTokenKind Number()
    {
        var start = _at;
        var kind = RustTokenKind.Integer;
        var based = Peek(0) == '0' && Peek(1) is 'b' or 'o' or 'x';
        if (based)
        {
            var hexadecimal = Peek(1) == 'x';
            _at += 2;
            if (!Digits(hexadecimal))
            {
                return Broken(start);
            }
        }
        else
        {
            Digits(hexadecimal: false);
        }

        // `1..2` is a range and `1.max(2)` a call; `1.` and `1.5` are numbers.
        if (Peek(0) == '.' && Peek(1) != '.' && !IsNameStart(Peek(1)))
        {
            kind = RustTokenKind.Float;
            _at++;
            if (char.IsAsciiDigit(Peek(0)))
            {
                Digits(hexadecimal: false);
                if (Peek(0) is 'e' or 'E' && !Exponent())
                {
                    return Broken(start);
                }
            }
        }
        else if (Peek(0) is 'e' or 'E')
        {
            kind = RustTokenKind.Float;
            if (!Exponent())
            {
                return Broken(start);
            }
        }

        var suffix = _at;
        SkipName();
        var known = _at == suffix || Suffixes.Contains(_source.AsSpan(suffix, _at - suffix));
        return known && !(based && kind == RustTokenKind.Float) ? kind : Broken(start);
    }

    /// <summary>Skips digits and underscores; true when there was a digit.</summary>
    private bool Digits(bool hexadecimal)
    {
        var any = false;
        for (; ; _at++)
        {
            var c = Peek(0);
            if (hexadecimal ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c))
            {
                any = true;
            }
            else if (c != '_')
            {
                return any;
            }
        }
    }

    private bool Exponent()
    {
        _at++;
        if (Peek(0) is '+' or '-')
        {
            _at++;
        }

        return Digits(hexadecimal: false);
    }

    private RustTokenKind Broken(int start)
    {
        SkipName();
        return Invalid(start, "this number is not one that Rust knows", "write numbers like 1_000, 0xff, 1.5e3 or 10u64, with a space before a name that follows");
    }
}
