using System.Globalization;
using System.Text.RegularExpressions;

namespace Rlm.Models.Profiles;

/// <summary>What the name of a model says: its family, and how many parameters it has.</summary>
internal static partial class ModelName
{
    /// <summary>
    /// The name as families are looked up by: without its publisher, in small letters, without what stands between letters
    /// and digits. <c>meta-llama/Llama-3.2-3B-Instruct</c> and <c>llama3.2:3b</c> begin alike.
    /// </summary>
    public static string Normalize(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..].ToLowerInvariant();
        var bare = string.Concat(last.Where(char.IsAsciiLetterOrDigit));
        return bare.StartsWith("metallama", StringComparison.Ordinal) ? bare["meta".Length..] : bare;
    }

    /// <summary>Billions of parameters that the name speaks of, or null: 4 in <c>qwen3:4b</c>, 56 in <c>mixtral:8x7b</c>.</summary>
    public static double? Billions(string name)
    {
        var match = Parameters().Match(name.ToLowerInvariant());
        return match.Success
            ? Number(match.Groups["count"]) * (match.Groups["experts"].Success ? Number(match.Groups["experts"]) : 1)
            : null;
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    // Not 4bit, not the a3b of "30b-a3b"; Gemma's e4b works like four billion.
    [GeneratedRegex(@"(?<![a-z0-9.])e?(?:(?<experts>\d{1,3})x)?(?<count>\d{1,4}(?:\.\d{1,3})?)b(?![a-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Parameters();
}
