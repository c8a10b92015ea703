using System.Buffers;

namespace Rlm.Replies;

/// <summary>Where in JSON a string stands, which says what may follow it.</summary>
internal enum StringPlace
{
    /// <summary>A field's name.</summary>
    Name,

    /// <summary>A field's value.</summary>
    Field,

    /// <summary>An item of a list.</summary>
    Item,
}

/// <summary>
/// Whether a quote ends its string. It does when what follows can follow a string there: models forget to escape the
/// quotes of code, and <c>format!("{}", n)</c> is not the end of a field.
/// </summary>
internal static class StringEnd
{
    private const int MaxNameCharacters = 256;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <param name="rest">What stands after the quote.</param>
    /// <param name="place">Where the string stands.</param>
    public static bool IsAt(ReadOnlySpan<char> rest, StringPlace place)
    {
        rest = rest[Blank(rest)..];
        if (rest.IsEmpty)
        {
            return true;
        }

        if (place == StringPlace.Name)
        {
            return rest[0] is ':' or '=';
        }

        if (rest[0] == '}' || (rest[0] == ']' && place == StringPlace.Item))
        {
            return true;
        }

        if (rest[0] != ',')
        {
            // Only the comma before the next field is missing.
            return place == StringPlace.Field && rest[0] == '"' && BeginsField(rest, anyName: false);
        }

        while (!rest.IsEmpty && rest[0] == ',')
        {
            rest = rest[1..];
            rest = rest[Blank(rest)..];
        }

        return rest.IsEmpty || rest[0] is '}' or ']'
            || (place == StringPlace.Field ? BeginsField(rest, anyName: true) : BeginsItem(rest[0]));
    }

    /// <summary>How many characters of white space and comments a text begins with.</summary>
    public static int Blank(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var rest = text[at..];
            if (char.IsWhiteSpace(rest[0]))
            {
                at++;
                continue;
            }

            var length = rest[0] == '#' || rest.StartsWith("//") ? rest.IndexOf('\n')
                : !rest.StartsWith("/*") ? 0
                : rest.IndexOf("*/") is var end and >= 0 ? end + 2
                : -1;
            if (length == 0)
            {
                return at;
            }

            at = length < 0 ? text.Length : at + length;
        }

        return at;
    }

    private static bool BeginsItem(char c) => c is '"' or '\'' or '“' or '{' or '[' or '-' || char.IsLetterOrDigit(c);

    private static bool BeginsField(ReadOnlySpan<char> rest, bool anyName)
    {
        if (rest[0] is not ('"' or '\'' or '“'))
        {
            var bare = rest.IndexOfAnyExcept(NameCharacters);
            return bare > 0 && rest[bare..].TrimStart() is [':', not ':', ..];
        }

        var close = rest[0] == '“' ? '”' : rest[0];
        var length = anyName ? NameLength(rest[1..], close) : rest[1..].IndexOfAnyExcept(NameCharacters);
        return length >= 0 && length + 1 < rest.Length && rest[length + 1] == close && rest[(length + 2)..].TrimStart() is [':' or '=', ..];
    }

    /// <summary>Up to the quote that closes a name; -1 when there is none near.</summary>
    private static int NameLength(ReadOnlySpan<char> name, char close)
    {
        for (var i = 0; i < Math.Min(name.Length, MaxNameCharacters); i++)
        {
            if (name[i] == close)
            {
                return i;
            }

            i += name[i] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
