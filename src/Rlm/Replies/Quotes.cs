namespace Rlm.Replies;

/// <summary>The quotes that models write around strings, straight and curly.</summary>
internal static class Quotes
{
    /// <summary>Whether a string may begin with it.</summary>
    public static bool Opens(char c) => c is '"' or '\'' or '`' or '“' or '”' or '„' or '‘' or '’' or '«' or '＂';

    /// <summary>Whether a name may begin with it.</summary>
    public static bool OpensName(char c) => c != '`' && Opens(c);

    /// <summary>Whether <paramref name="c"/> may end what <paramref name="open"/> began.</summary>
    public static bool Closes(char open, char c) => open switch
    {
        '“' or '”' or '„' => c is '”' or '“',
        '‘' or '’' => c is '’' or '‘',
        '«' => c == '»',
        _ => c == open,
    };

    /// <summary>A name without what takes no room around it.</summary>
    public static string Bare(string name) => name.Trim('\u200B', '\u2060', '\uFEFF', ' ');

    /// <summary>Characters that take no room: they stand between what is meant.</summary>
    public static bool IsInvisible(char c) => c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';
}
