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

    private readonly ReadOnlySpan<char> text;
    private int at;
    private int depth;

    private LenientJson(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>Reads the value at the start of a text.</summary>
    /// <param name="text">Begins with the value; what follows it is left.</param>
    /// <param name="length">How many characters the value took.</param>
    /// <returns>Null when there is no object or list.</returns>
    public static JsonNode? Read(ReadOnlySpan<char> text, out int length)
    {
        var reader = new LenientJson(text);
        var node = reader.ReadValue();
        length = reader.at;
        return node is JsonObject or JsonArray ? node : null;
    }

    private readonly bool AtEnd => at >= text.Length;

    private readonly char Current => at < text.Length ? text[at] : '\0';

    private JsonNode? ReadValue()
    {
        SkipBlank();
        return Current switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' or '\'' or '`' => JsonValue.Create(ReadString()),
            _ => ReadWord(),
        };
    }

    private JsonObject? ReadObject()
    {
        if (++depth > MaxDepth)
        {
            return null;
        }

        var result = new JsonObject();
        at++;
        while (true)
        {
            SkipSeparators();
            if (AtEnd || Current == '}')
            {
                at++;
                break;
            }

            var name = Current is '"' or '\'' ? ReadString() : ReadName();
            SkipBlank();
            if (name.Length == 0 || Current is not (':' or '='))
            {
                return null;
            }

            at++;
            result[name] = ReadValue();
        }

        at = Math.Min(at, text.Length);
        depth--;
        return result;
    }

    private JsonArray? ReadArray()
    {
        if (++depth > MaxDepth)
        {
            return null;
        }

        var result = new JsonArray();
        at++;
        while (true)
        {
            SkipSeparators();
            if (AtEnd || Current == ']')
            {
                at++;
                break;
            }

            var before = at;
            result.Add(ReadValue());
            if (at == before)
            {
                return null;
            }
        }

        at = Math.Min(at, text.Length);
        depth--;
        return result;
    }

    private string ReadString()
    {
        var quote = text[at++];
        var result = new StringBuilder();
        while (!AtEnd)
        {
            var c = text[at++];
            if (c == quote && EndsString())
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

    /// <summary>
    /// A quote ends the string when what follows it can follow a string: models forget to escape the quotes of code.
    /// </summary>
    private readonly bool EndsString()
    {
        var next = at;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next >= text.Length || text[next] is '}' or ']' or ':')
        {
            return true;
        }

        if (text[next] != ',')
        {
            return false;
        }

        // After a comma comes the next name or item, or (trailing comma) the end.
        next++;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        return next >= text.Length || text[next] is '"' or '\'' or '{' or '[' or '}' or ']' or '-' || char.IsLetterOrDigit(text[next]);
    }

    private void ReadEscape(StringBuilder result)
    {
        var c = text[at++];
        if (c == 'u' && at + 4 <= text.Length
            && ushort.TryParse(text.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            result.Append((char)unit);
            at += 4;
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
        var start = at;
        while (!AtEnd && (char.IsLetterOrDigit(Current) || Current is '_' or '-' or '$'))
        {
            at++;
        }

        return text[start..at].ToString();
    }

    private JsonValue? ReadWord()
    {
        var start = at;
        while (!AtEnd && !char.IsWhiteSpace(Current) && Current is not (',' or '}' or ']'))
        {
            at++;
        }

        var word = text[start..at];
        return word switch
        {
            "true" or "True" => JsonValue.Create(true),
            "false" or "False" => JsonValue.Create(false),
            "null" or "None" or "undefined" or "" => null,
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
        while (Current == ',' && ++at > 0);
    }

    private void SkipBlank()
    {
        while (!AtEnd)
        {
            if (char.IsWhiteSpace(Current))
            {
                at++;
            }
            else if (text[at..].StartsWith("//"))
            {
                var end = text[at..].IndexOf('\n');
                at = end < 0 ? text.Length : at + end;
            }
            else if (text[at..].StartsWith("/*"))
            {
                var end = text[at..].IndexOf("*/");
                at = end < 0 ? text.Length : at + end + 2;
            }
            else
            {
                return;
            }
        }
    }
}
