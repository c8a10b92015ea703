using System.Globalization;
using System.Text.Json.Nodes;

namespace Rlm.Replies;

/// <summary>
/// Reads JSON as models write it: raw line breaks in strings, single quotes, names without quotes, trailing commas,
/// comments, <c>True</c> and <c>None</c>, curly quotes, and a text that ends too early. Strict JSON is read as JSON says.
/// </summary>
internal ref partial struct LenientJson
{
    private const int MaxDepth = 32;
    private const int MaxNameCharacters = 256;

    private readonly ReadOnlySpan<char> _text;
    private readonly HashSet<JsonObject>? _unclosed;
    private int _at;
    private int _depth;
    private bool _isRaw;

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

    /// <summary>The text in quotes that is all there is, or null when it is more than one or none.</summary>
    public static string? ReadText(string quoted) =>
        Read($"[{quoted}]", out _) is JsonArray { Count: 1 } list && list[0] is JsonValue text ? text.ToString() : null;

    private readonly bool AtEnd => _at >= _text.Length;

    private readonly char Current => _at < _text.Length ? _text[_at] : '\0';

    private JsonNode? ReadValue(StringPlace place)
    {
        SkipBlank();
        return Current switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            var c when Quotes.Opens(c) => JsonValue.Create(ReadStrings(place)),
            'r' or 'R' or 'f' or 'b' when _at + 1 < _text.Length && _text[_at + 1] is '"' or '\'' => JsonValue.Create(ReadPrefixed(place)),
            _ => ReadWord(place),
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

            var name = Quotes.OpensName(Current) ? Quotes.Bare(ReadString(StringPlace.Name)) : ReadName();
            SkipBlank();
            if (name.Length == 0 || Current is not (':' or '='))
            {
                return null;
            }

            _at += Current == '=' && _at + 1 < _text.Length && _text[_at + 1] == '>' ? 2 : 1;
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

    private string ReadName()
    {
        var start = _at;
        while (!AtEnd && (char.IsLetterOrDigit(Current) || Current is '_' or '-' or '$'))
        {
            _at++;
        }

        return _text[start.._at].ToString();
    }

    private JsonValue? ReadWord(StringPlace place)
    {
        var start = _at;
        SkipWord();

        // Words that stand there without quotes may be several, up to the next comma.
        while (place == StringPlace.Field && _at > start && Current == ' ' && char.IsLetterOrDigit(_text[_at - 1]))
        {
            var next = _text[_at..].TrimStart(' ');
            if (next.IsEmpty || !char.IsLetterOrDigit(next[0]) || StringEnd.BeginsField(next, anyName: true))
            {
                break;
            }

            _at = _text.Length - next.Length;
            SkipWord();
        }

        var word = _text[start.._at];
        word = word is [not '"', .., '"'] && word.Count('"') == 1 ? word[..^1] : word;
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

    private void SkipWord()
    {
        while (!AtEnd && !char.IsWhiteSpace(Current) && Current is not (',' or '}' or ']'))
        {
            _at++;
        }
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
