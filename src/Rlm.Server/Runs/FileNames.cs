using System.Globalization;
using System.Text;

namespace Rlm.Server.Runs;

/// <summary>Names for files that somebody else has named.</summary>
internal static class FileNames
{
    private const int MostBytes = 200;

    /// <summary>The last part of the name, without anything that means something to a file system or a glob.</summary>
    public static string Safe(string name)
    {
        var last = name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var safe = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            var isPlain = Rune.IsLetterOrDigit(rune) || (rune.IsAscii && " ._-+@=,()".Contains((char)rune.Value, StringComparison.Ordinal));
            safe.Append(isPlain ? rune.ToString() : "_");
        }

        // A name that begins with a dot would be hidden, and left out.
        var result = safe.ToString().Trim().TrimStart('.');
        while (Encoding.UTF8.GetByteCount(result) > MostBytes)
        {
            // From its start: the ending says what it is.
            result = result[(char.IsSurrogate(result[0]) ? 2 : 1)..];
        }

        return result.Length == 0 ? "document.txt" : result;
    }

    /// <summary>The name, with a number before it when it is taken.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{number}-{name}");
        }

        return unique;
    }
}
