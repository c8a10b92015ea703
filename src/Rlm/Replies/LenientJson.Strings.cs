using System.Globalization;
using System.Text;

namespace Rlm.Replies;

/// <content>The strings, in all the quotes and with all the escapes that models use.</content>
internal ref partial struct LenientJson
{
    private static readonly string[] TripleQuotes = ["\"\"\"", "'''", "```"];

    /// <summary>A string, or several with <c>+</c> between them.</summary>
    private string ReadStrings(StringPlace place)
    {
        var first = ReadString(place);
        if (StringEnd.Joins(_text[_at..]) == 0)
        {
            return first;
        }

        var text = new StringBuilder(first);
        while (StringEnd.Joins(_text[_at..]) is var length and > 0)
        {
            _at += length;
            text.Append(ReadString(place));
        }

        return text.ToString();
    }

    /// <summary>A string of Python with a letter before it; in one with <c>r</c> a backslash is a backslash.</summary>
    private string ReadPrefixed(StringPlace place)
    {
        _isRaw = Current is 'r' or 'R';
        _at++;
        var text = ReadStrings(place);
        _isRaw = false;
        return text;
    }

    /// <summary>A text between three quotes, or in a fence; null when none begins here or it does not end.</summary>
    private string? TripleQuoted()
    {
        foreach (var quotes in TripleQuotes)
        {
            if (!_text[_at..].StartsWith(quotes))
            {
                continue;
            }

            var rest = _text[(_at + quotes.Length)..];
            var end = rest.IndexOf(quotes);
            if (end < 0 || !StringEnd.IsAt(rest[(end + quotes.Length)..], StringPlace.Field))
            {
                return null;
            }

            _at += end + (2 * quotes.Length);
            var text = rest[..end];
            if (quotes[0] == '`' && text.IndexOf('\n') is var line and >= 0)
            {
                text = text[(line + 1)..];
            }

            return text is ['\n', ..] ? text[1..].ToString() : text.ToString();
        }

        return null;
    }

    private string ReadString(StringPlace place)
    {
        if (place != StringPlace.Name && TripleQuoted() is { } raw)
        {
            return raw;
        }

        var quote = _text[_at++];
        var longest = place == StringPlace.Name ? Math.Min(_text.Length, _at + MaxNameCharacters) : _text.Length;
        var result = new StringBuilder();
        while (_at < longest)
        {
            var c = _text[_at++];
            if (Quotes.Closes(quote, c) && StringEnd.IsAt(_text[_at..], place))
            {
                return result.ToString();
            }

            if (c == '\\' && !AtEnd && !(_isRaw && Current != quote))
            {
                ReadEscape(result);
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private void ReadEscape(StringBuilder result)
    {
        var c = _text[_at++];
        if (c == 'u' && _at + 4 <= _text.Length
            && ushort.TryParse(_text.Slice(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            result.Append((char)unit);
            _at += 4;
            return;
        }

        // An escape that JSON does not know is most often one of a regex: the backslash stays.
        _ = c switch
        {
            'n' => result.Append('\n'),
            't' => result.Append('\t'),
            'r' => result.Append('\r'),
            'b' => result.Append('\b'),
            'f' => result.Append('\f'),
            '"' or '\\' or '/' or '\'' => result.Append(c),
            '\n' => result,
            _ => result.Append('\\').Append(c),
        };
    }
}
