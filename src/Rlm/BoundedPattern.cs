using System.Text.RegularExpressions;

namespace Rlm;

/// <summary>Patterns over a whole text, from schemas and task files. They run without backtracking.</summary>
internal static class BoundedPattern
{
    public static Regex? Create(string pattern, out string? problem)
    {
        try
        {
            problem = null;
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            problem = "uses look-around, a back reference or an atomic group, which are not available";
        }
        catch (ArgumentException exception)
        {
            problem = $"is a pattern that cannot be read: {exception.Message}";
        }

        return null;
    }
}
