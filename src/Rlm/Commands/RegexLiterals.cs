using System.Buffers;

namespace Rlm.Commands;

/// <summary>
/// From a pattern to bytes that every line has in which it matches. It reads only as much of the syntax as it is sure of;
/// for all else there are no such bytes, and every line is looked at.
/// </summary>
internal ref struct RegexLiterals
{
    /// <summary>Shorter ones are in too many lines.</summary>
    private const int LeastBytes = 3;

    /// <summary>Most groups within groups.</summary>
    private const int MaxDepth = 50;

    private const string AnyCase = "(?i)";

    private static readonly SearchValues<char> InQuantifier = SearchValues.Create("0123456789,");

    private readonly ReadOnlySpan<char> _pattern;
    private readonly bool _ignoreCase;
    private int _at;
    private int _depth;
    private bool _isUnsure;

    private RegexLiterals(ReadOnlySpan<char> pattern, bool ignoreCase)
    {
        _pattern = pattern;
        _ignoreCase = ignoreCase;
    }

    /// <summary>The prefilter, or null when nothing is sure or it would be no help.</summary>
    /// <param name="pattern">A pattern that .NET can read, without options but <c>(?i)</c> at its start.</param>
    public static LinePrefilter? Of(string pattern)
    {
        var ignoreCase = pattern.StartsWith(AnyCase, StringComparison.Ordinal);
        var reader = new RegexLiterals(pattern.AsSpan(ignoreCase ? AnyCase.Length : 0), ignoreCase);
        var found = reader.Alternatives();
        if (reader._isUnsure || reader._at < reader._pattern.Length || found is null)
        {
            return null;
        }

        var literals = found.Distinct(StringComparer.Ordinal).Select(text => new ByteLiteral(text, ignoreCase)).ToList();
        return literals.Count <= LinePrefilter.MaxLiterals && literals.TrueForAll(l => l.Length >= LeastBytes) ? new(literals) : null;
    }

    /// <summary>Of what is parted by <c>|</c>, all must have literals: one of these is in every match. Null when there are none.</summary>
    private List<string>? Alternatives()
    {
        var all = Sequence();
        while (!_isUnsure && _at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            var next = Sequence();
            all = all is null || next is null ? null : [.. all, .. next];
        }

        return all;
    }

    /// <summary>The best that one of the parts of a sequence offers.</summary>
    private List<string>? Sequence()
    {
        List<string>? best = null;
        var run = string.Empty;
        while (!_isUnsure && _at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            var atom = Atom(out var literal);
            var isOptional = Quantifier(out var isQuantified);
            if (literal is { } character)
            {
                // A character that may be missing ends a run before it; one that is repeated ends it after the first.
                run = isOptional ? run : run + character;
                best = Better(best, [run]);
                run = isQuantified ? string.Empty : run;
                continue;
            }

            run = string.Empty;
            best = isOptional ? best : Better(best, atom);
        }

        return best;
    }

    private static List<string>? Better(List<string>? left, List<string>? right) =>
        right is null || right.Exists(text => text.Length == 0) ? left
        : left is null || right.Min(Weight) > left.Min(Weight) || (right.Min(Weight) == left.Min(Weight) && right.Count < left.Count) ? right
        : left;

    private static int Weight(string text) => text.Length;

    /// <summary>Reads one character, class, group or anchor.</summary>
    /// <param name="literal">The character, when it is one that stands for itself.</param>
    /// <returns>What is in every match of a group; null for all else.</returns>
    private List<string>? Atom(out char? literal)
    {
        literal = null;
        var character = _pattern[_at++];
        switch (character)
        {
            case '(':
                return Group();
            case '[':
                Class();
                return null;
            case '\\':
                literal = Escape();
                return null;
            case '.' or '^' or '$':
                return null;
            case '*' or '+' or '?':
                _isUnsure = true;
                return null;
            default:
                literal = Literal(character);
                return null;
        }
    }

    private List<string>? Group()
    {
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            // Options, names and assertions are not read.
            if (!_pattern[_at..].StartsWith("?:"))
            {
                _isUnsure = true;
                return null;
            }

            _at += 2;
        }

        _isUnsure |= ++_depth > MaxDepth;
        var inside = _isUnsure ? null : Alternatives();
        _depth--;
        _isUnsure |= _at >= _pattern.Length || _pattern[_at] != ')';
        _at++;
        return inside;
    }

    private void Class()
    {
        _at += _at < _pattern.Length && _pattern[_at] == '^' ? 1 : 0;
        for (var first = true; _at < _pattern.Length; first = false)
        {
            var character = _pattern[_at++];
            if (character == ']' && !first)
            {
                return;
            }

            // A class within a class is taken away from it.
            _isUnsure |= character == '[';
            _at += character == '\\' ? 1 : 0;
        }

        _isUnsure = true;
    }

    private char? Escape()
    {
        var character = _at < _pattern.Length ? _pattern[_at++] : 'x';
        if (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character) && character > ' ' && character != '_')
        {
            return character;
        }

        if (character is 'p' or 'P')
        {
            var end = _pattern[_at..].IndexOf('}');
            _isUnsure |= end < 0;
            _at += end + 1;
            return null;
        }

        _isUnsure |= !"dDwWsSbBAZzGtrnfvea".Contains(character);
        return null;
    }

    /// <summary>A character that is found as its own bytes. In any case that is ASCII only, but for k, which is also the Kelvin sign.</summary>
    private readonly char? Literal(char character) =>
        char.IsSurrogate(character) || character is '\n' or '\r' or '\uFFFD' ? null
        : _ignoreCase && (!char.IsAscii(character) || character is 'k' or 'K') ? null
        : character;

    /// <summary>Whether what came before may be missing.</summary>
    private bool Quantifier(out bool isQuantified)
    {
        isQuantified = false;
        if (_at >= _pattern.Length)
        {
            return false;
        }

        var isOptional = false;
        switch (_pattern[_at])
        {
            case '*' or '?':
                (isOptional, isQuantified) = (true, true);
                _at++;
                break;
            case '+':
                isQuantified = true;
                _at++;
                break;
            case '{':
                // Where no number follows it is a brace and stands for itself; then nothing is taken to be sure of here.
                var end = _pattern[_at..].IndexOf('}');
                var inside = end < 0 ? default : _pattern.Slice(_at + 1, end - 1);
                if (inside.IsEmpty || inside.ContainsAnyExcept(InQuantifier) || !char.IsAsciiDigit(inside[0]) || inside.Count(',') > 1)
                {
                    _isUnsure = true;
                    return true;
                }

                isQuantified = true;
                isOptional = inside.TrimStart('0') is var least && (least.IsEmpty || least[0] == ',');
                _at += end + 1;
                break;
        }

        // A lazy one matches the same lines.
        _at += isQuantified && _at < _pattern.Length && _pattern[_at] == '?' ? 1 : 0;
        return isOptional;
    }
}
