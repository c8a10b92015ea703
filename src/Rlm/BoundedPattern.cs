using System.Text.RegularExpressions;

namespace Rlm;

/// <summary>Patterns over a whole text, from schemas and task files. They run without backtracking.</summary>
internal static class BoundedPattern
{
    /// <summary>Characters of a pattern: what takes one character of a text through it grows with them.</summary>
    public const int MaxCharacters = 8_000;

    public static Regex? Create(string pattern, out string? problem)
    {
        if (pattern.Length > MaxCharacters)
        {
            problem = $"has {pattern.Length:N0} characters, more than the {MaxCharacters:N0} that a pattern may have";
            return null;
        }

        try
        {
            problem = null;
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            problem = "uses look-around, a back reference or an atomic group, which are not available, or repeats too much too often";
        }
        catch (ArgumentException exception)
        {
            problem = $"is a pattern that cannot be read: {exception.Message}";
        }

        return null;
    }
}
