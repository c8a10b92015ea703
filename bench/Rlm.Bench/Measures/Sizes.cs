using System.Globalization;

namespace Rlm.Bench.Measures;

/// <summary>Sizes of documents, and how they and memory are written.</summary>
internal static class Sizes
{
    public const long MB = 1_000_000;
    public const long GB = 1_000 * MB;

    public static string Of(long bytes) => bytes >= GB ? $"{bytes / GB} GB" : $"{bytes / MB} MB";

    /// <summary>Memory, in the unit in which limits are told.</summary>
    public static double Mebibytes(long bytes) => bytes / (double)(1 << 20);

    /// <summary>The sample below which a share of all lies, by the nearest rank.</summary>
    public static double Quantile(IEnumerable<double> samples, double share)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    /// <summary>The sizes of a list such as <c>1,100,1000</c>, in MB, or the usual ones where none is given.</summary>
    public static IReadOnlyList<long> Chosen(IReadOnlyList<string> options, params long[] usual)
    {
        var at = options.ToList().IndexOf("--sizes");
        return at < 0 || at + 1 == options.Count
            ? usual
            : [.. options[at + 1].Split(',').Select(size => long.Parse(size, CultureInfo.InvariantCulture) * MB)];
    }
}
