using System.Text;

namespace Rlm.Commands;

/// <summary>From a text that is looked for in upper or lower case to bytes that every line with it has.</summary>
internal static class FindLiterals
{
    // Characters beyond the basic plane from here on, pictures and ideographs, have no case.
    private const int FirstCaseless = 0x1F000;
    /// <summary>How much of the text is looked at: a part of it is as good, and it may be very long.</summary>
    private const int LookedAt = 24;

    /// <summary>The prefilter, or null when there are no such bytes.</summary>
    public static LinePrefilter? Of(string text)
    {
        var variants = text.EnumerateRunes().Take(LookedAt).Select(Variants).ToList();
        var (best, length) = (new List<string>(), 0);
        for (var start = 0; start + length < variants.Count; start++)
        {
            // As long as there are few ways to write it in upper and lower case.
            List<string> ways = [string.Empty];
            var end = start;
            while (end < variants.Count && variants[end] is { Count: > 0 } next && ways.Count * next.Count <= LinePrefilter.MaxLiterals)
            {
                ways = [.. ways.SelectMany(way => next.Select(one => way + one))];
                end++;
            }

            (best, length) = end - start > length ? (ways, end - start) : (best, length);
        }

        return best.Count == 0 ? null : new([.. best.Select(way => new ByteLiteral(way, ignoreCase: true))]);
    }

    /// <summary>All characters that are the same as this one in upper or lower case, itself among them.</summary>
    internal static List<char> Variants(char character)
    {
        var variants = new List<char>();
        for (var c = '\0'; c < char.MaxValue; c++)
        {
            if (c == character || new ReadOnlySpan<char>(in c).Equals([character], StringComparison.OrdinalIgnoreCase))
            {
                variants.Add(c);
            }
        }

        return variants;
    }

    /// <summary>The ways to write a character; of an ASCII letter one, since case is one bit of it. None where they are not known.</summary>
    private static List<string> Variants(Rune rune) =>
        rune.IsAscii || rune.Value >= FirstCaseless ? [rune.ToString()]
        : rune.IsBmp && rune != Rune.ReplacementChar ? [.. Variants((char)rune.Value).Select(c => c.ToString())]
        : [];
}
