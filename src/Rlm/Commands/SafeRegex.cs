using System.Text.RegularExpressions;

namespace Rlm.Commands;

/// <summary>Patterns that a model wrote. They run without backtracking, so that none can take time without bound.</summary>
internal static class SafeRegex
{
    public static Regex? Create(string pattern, out string? problem)
    {
        if (pattern.Length > BoundedPattern.MaxCharacters)
        {
            problem = $"The pattern has {pattern.Length:N0} characters, more than the {BoundedPattern.MaxCharacters:N0} that one may have. Look for many words with rust_wasm.";
            return null;
        }

        try
        {
            problem = null;
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            problem = "Look-around, back references, atomic groups and repetitions of very many are not available. Match more, and filter with rust_wasm.";
        }
        catch (ArgumentException exception)
        {
            problem = $"The pattern cannot be read: {exception.Message} In JSON a backslash is written twice: \"\\\\d+\".";
        }

        return null;
    }
}
