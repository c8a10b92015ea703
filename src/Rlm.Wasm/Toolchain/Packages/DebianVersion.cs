namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>The order of Debian's versions (deb-version(7)).</summary>
internal static class DebianVersion
{
    public static int Compare(string left, string right)
    {
        var (a, b) = (Split(left), Split(right));
        var order = ComparePart(a.Epoch, b.Epoch);
        order = order != 0 ? order : ComparePart(a.Upstream, b.Upstream);
        return order != 0 ? order : ComparePart(a.Revision, b.Revision);
    }

    private static (string Epoch, string Upstream, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return (colon < 0 ? "0" : version[..colon], dash < 0 ? rest : rest[..dash], dash < 0 ? "0" : rest[(dash + 1)..]);
    }

    /// <summary>Runs of non-digits and of digits in turn.</summary>
    private static int ComparePart(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        while (a.Length > 0 || b.Length > 0)
        {
            while ((a.Length > 0 && !char.IsAsciiDigit(a[0])) || (b.Length > 0 && !char.IsAsciiDigit(b[0])))
            {
                var (x, y) = (Weight(a), Weight(b));
                if (x != y)
                {
                    return x - y;
                }

                a = a[1..];
                b = b[1..];
            }

            var (m, n) = (Digits(a), Digits(b));
            var first = a[..m].TrimStart('0');
            var second = b[..n].TrimStart('0');
            var order = first.Length != second.Length ? first.Length - second.Length : first.SequenceCompareTo(second);
            if (order != 0)
            {
                return order;
            }

            a = a[m..];
            b = b[n..];
        }

        return 0;
    }

    /// <summary>A tilde sorts before the end, the end before letters, letters before the rest.</summary>
    private static int Weight(ReadOnlySpan<char> text) => text switch
    {
        ['~', ..] => -1,
        [] => 0,
        [var c, ..] when char.IsAsciiDigit(c) => 0,
        [var c, ..] when char.IsAsciiLetter(c) => c,
        [var c, ..] => c + 256,
    };

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }
}
