using System.Text.RegularExpressions;

namespace Rlm.Commands;

/// <summary>
/// What a pattern matches that is one class of characters with <c>+</c> (<c>\w+</c>, <c>[\p{L}\p{N}_]+</c>): its longest
/// runs. The pattern itself says once of each character whether it belongs to them; after that a run costs a look into a
/// table for each of its characters, a third of what the automaton of the pattern takes.
/// </summary>
internal sealed class CharacterRuns
{
    private const byte In = 1;
    private const byte Out = 2;

    private readonly Regex _regex;

    /// <summary>Of each character whether it belongs to runs; 0 until it was asked.</summary>
    private readonly byte[] _known = new byte[char.MaxValue + 1];

    private CharacterRuns(Regex regex) => _regex = regex;

    /// <summary>The runs of a pattern, or null when it is more than a class with <c>+</c>.</summary>
    public static CharacterRuns? Of(Regex regex) => IsOneClass(regex.ToString()) ? new CharacterRuns(regex) : null;

    /// <summary>The next run from a place on.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="from">From here on; after a run that was found, what is behind it.</param>
    /// <returns>The run; empty when there is none any more.</returns>
    public ReadOnlySpan<char> Next(ReadOnlySpan<char> text, ref int from)
    {
        while (from < text.Length && !IsIn(text[from]))
        {
            from++;
        }

        var start = from;
        while (from < text.Length && IsIn(text[from]))
        {
            from++;
        }

        return text[start..from];
    }

    private bool IsIn(char character)
    {
        var known = _known[character];
        return known == 0 ? Ask(character) : known == In;
    }

    private bool Ask(char character)
    {
        var isIn = _regex.IsMatch([character]);
        _known[character] = isIn ? In : Out;
        return isIn;
    }

    private static bool IsOneClass(string pattern) => pattern switch
    {
        [.. var inner, '+'] => inner switch
        {
            ['\\', 'w' or 'W' or 'd' or 'D' or 's' or 'S'] => true,
            ['\\', 'p' or 'P', '{', .. var name, '}'] => !name.Contains('}'),
            ['[', .. var members, ']'] => IsListOfMembers(members),
            _ => false,
        },
        _ => false,
    };

    /// <summary>False where the class ends before its last bracket, and where it takes other classes away.</summary>
    private static bool IsListOfMembers(string members)
    {
        var first = members.StartsWith('^') ? 1 : 0;
        for (var i = first; i < members.Length; i++)
        {
            if (members[i] is '[' or ']')
            {
                return false;
            }

            if (members[i] == '\\' && ++i == members.Length)
            {
                // The bracket behind it is a member, and the class has no end here.
                return false;
            }
        }

        return members.Length > first;
    }
}
