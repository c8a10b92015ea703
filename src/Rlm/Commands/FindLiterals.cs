using System.Text;

namespace Rlm.Commands;

/// <summary>From a text that is looked for in upper or lower case to bytes that every line with it has.</summary>
internal static class FindLiterals
{
    // Characters beyond the basic plane from here on, pictures and ideographs, have no case.
    private const int FirstCaseless = 0x1F000;
    private const int MostVariants = 4;

    /// <summary>How much of the text is looked at: a part of it is as good, and it may be very long.</summary>
    private const int LookedAt = 24;

    /// <summary>The prefilter, or null when there are no such bytes.</summary>
    public static LinePrefilter? Of(string text)
    {
        // Best is a run that is the same bytes in every case; but for ASCII letters, where case is one bit.
        var (best, run) = (string.Empty, string.Empty);
        foreach (var rune in text.EnumerateRunes().Take(LookedAt))
        {
            run = IsSame(rune) ? run + rune : string.Empty;
            best = run.Length > best.Length ? run : best;
        }

        if (best.Length > 0)
        {
            return new([new(best, ignoreCase: true)]);
        }

        var variants = text.Take(LookedAt).Where(c => !char.IsSurrogate(c) && c != Rune.ReplacementChar.Value).Select(Variants).Where(v => v.Count <= MostVariants).MinBy(v => v.Count);
        return variants is null ? null : new([.. variants.Select(c => new ByteLiteral(c.ToString(), ignoreCase: false))]);
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

    // A replacement character stands for bytes that are none.
    private static bool IsSame(Rune rune) => rune != Rune.ReplacementChar &&
        (rune.IsAscii || (rune.IsBmp ? Variants((char)rune.Value).Count == 1 : rune.Value >= FirstCaseless));
}
