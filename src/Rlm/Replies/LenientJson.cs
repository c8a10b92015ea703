using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>
/// Reads JSON as models write it: raw line breaks in strings, single quotes, names without quotes, trailing commas,
/// comments, <c>True</c> and <c>None</c>, and a text that ends too early. Strict JSON is read as JSON says.
/// </summary>
internal ref struct LenientJson
{
    private const int MaxDepth = 32;
    private const int MaxNameCharacters = 256;

    private readonly ReadOnlySpan<char> _text;
    private readonly HashSet<JsonObject>? _unclosed;
    private int _at;
    private int _depth;

    private LenientJson(ReadOnlySpan<char> text, HashSet<JsonObject>? unclosed)
    {
        _text = text;
        _unclosed = unclosed;
    }

    /// <summary>Reads the value at the start of a text.</summary>
    /// <param name="text">Begins with the value; what follows it is left.</param>
    /// <param name="length">How many characters the value took.</param>
    /// <param name="unclosed">Gets the objects in it that the text ended before, by reference. Null: nobody asks.</param>
    /// <returns>Null when there is no object or list.</returns>
    public static JsonNode? Read(ReadOnlySpan<char> text, out int length, HashSet<JsonObject>? unclosed = null)
    {
        if (StrictJson.Read(text, out length) is { } strict)
        {
            return strict;
        }

        var reader = new LenientJson(text, unclosed);
        var node = reader.ReadValue(StringPlace.Item);
        length = reader._at;
        return node is JsonObject or JsonArray ? node : null;
    }

    private readonly bool AtEnd => _at >= _text.Length;

    private readonly char Current => _at < _text.Length ? _text[_at] : '\0';

    private JsonNode? ReadValue(StringPlace place)
    {
        SkipBlank();
        return Current switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' or '\'' or '`' or '“' => JsonValue.Create(ReadString(place)),
            _ => ReadWord(),
        };
    }

    private JsonObject? ReadObject()
    {
        if (++_depth > MaxDepth)
        {
            return null;
        }

        var result = new JsonObject();
        _at++;
        while (true)
        {
            SkipSeparators();
            if (AtEnd || Current == '}')
            {
                if (AtEnd)
                {
                    _unclosed?.Add(result);
                }

                _at++;
                break;
            }

            var name = Current is '"' or '\'' or '“' ? ReadString(StringPlace.Name) : ReadName();
            SkipBlank();
            if (name.Length == 0 || Current is not (':' or '='))
            {
                return null;
            }

            _at++;
            result[name] = ReadValue(StringPlace.Field);
        }

        _at = Math.Min(_at, _text.Length);
        _depth--;
        return result;
    }

    private JsonArray? ReadArray()
    {
        if (++_depth > MaxDepth)
        {
            return null;
        }

        var result = new JsonArray();
        _at++;
        while (true)
        {
            SkipSeparators();
            if (AtEnd || Current == ']')
            {
                _at++;
                break;
            }

            var before = _at;
            result.Add(ReadValue(StringPlace.Item));
            if (_at == before)
            {
                return null;
            }
        }

        _at = Math.Min(_at, _text.Length);
        _depth--;
        return result;
    }

    private string ReadString(StringPlace place)
    {
        var quote = Closing(_text[_at++]);
        var longest = place == StringPlace.Name ? Math.Min(_text.Length, _at + MaxNameCharacters) : _text.Length;
        var result = new StringBuilder();
        while (_at < longest)
        {
            var c = _text[_at++];
            if (c == quote && StringEnd.IsAt(_text[_at..], place))
            {
                return result.ToString();
            }

            if (c == '\\' && !AtEnd)
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

    private static char Closing(char quote) => quote == '“' ? '”' : quote;

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

    private string ReadName()
    {
        var start = _at;
        while (!AtEnd && (char.IsLetterOrDigit(Current) || Current is '_' or '-' or '$'))
        {
            _at++;
        }

        return _text[start.._at].ToString();
    }

    private JsonValue? ReadWord()
    {
        var start = _at;
        while (!AtEnd && !char.IsWhiteSpace(Current) && Current is not (',' or '}' or ']'))
        {
            _at++;
        }

        var word = _text[start.._at];
        return word switch
        {
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            "null" or "Null" or "NULL" or "None" or "undefined" or "" => null,
            _ when long.TryParse(word, CultureInfo.InvariantCulture, out var integer) => JsonValue.Create(integer),
            _ when double.TryParse(word, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
            _ => JsonValue.Create(word.ToString()),
        };
    }

    private void SkipSeparators()
    {
        do
        {
            SkipBlank();
        }
        while (Current == ',' && ++_at > 0);
    }

    private void SkipBlank() => _at += StringEnd.Blank(_text[_at..]);
}
