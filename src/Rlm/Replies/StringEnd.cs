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

        if (rest[0] == '}' || (rest[0] == ']' && place == StringPlace.Item) || rest.StartsWith("{\"op\""))
        {
            return true;
        }

        if (rest[0] != ',')
        {
            // Only the comma before the next field is missing.
            return (place == StringPlace.Field && rest[0] == '"' && BeginsField(rest, anyName: false)) || Joins(rest) > 0;
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
            if (char.IsWhiteSpace(rest[0]) || Quotes.IsInvisible(rest[0]))
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

    /// <summary>How many characters a <c>+</c> between two strings takes, as JavaScript has it; 0 when there is none.</summary>
    public static int Joins(ReadOnlySpan<char> rest)
    {
        var plus = Blank(rest);
        if (plus >= rest.Length || rest[plus] != '+')
        {
            return 0;
        }

        var length = plus + 1 + Blank(rest[(plus + 1)..]);
        return length < rest.Length && rest[length] == '"' ? length : 0;
    }

    private static bool BeginsItem(char c) => Quotes.Opens(c) || c is '{' or '[' or '-' || char.IsLetterOrDigit(c);

    /// <summary>Whether a field begins here: a name and what follows a name.</summary>
    public static bool BeginsField(ReadOnlySpan<char> rest, bool anyName)
    {
        if (!Quotes.OpensName(rest[0]))
        {
            var bare = rest.IndexOfAnyExcept(NameCharacters);
            return bare > 0 && (rest[bare..].TrimStart() is [':', not ':', ..] || (rest[bare..] is ['=', var next, ..] && (Quotes.Opens(next) || next == '-' || char.IsAsciiDigit(next))));
        }

        var quote = rest[0];
        var length = anyName ? NameLength(rest[1..], quote) : rest[1..].IndexOfAnyExcept(NameCharacters);
        return length >= 0 && length + 1 < rest.Length && Quotes.Closes(quote, rest[length + 1]) && rest[(length + 2)..].TrimStart() is [':' or '=', ..];
    }

    /// <summary>Up to the quote that closes a name; -1 when there is none near.</summary>
    private static int NameLength(ReadOnlySpan<char> name, char quote)
    {
        for (var i = 0; i < Math.Min(name.Length, MaxNameCharacters); i++)
        {
            if (Quotes.Closes(quote, name[i]))
            {
                return i;
            }

            i += name[i] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
