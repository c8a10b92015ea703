namespace Rlm.Server.Components.Looking;

/// <summary>Which lines of a text are not in the one before it.</summary>
internal static class NewLines
{
    /// <summary>Beyond this the table of the comparison is not worth its memory; then no line is marked.</summary>
    private const int MostCells = 4_000_000;

    /// <summary>Indexes of the lines that are no part of the longest common subsequence.</summary>
    public static IReadOnlySet<int> Of(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var added = new HashSet<int>();
        if ((long)old.Length * now.Length > MostCells)
        {
            return added;
        }

        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var at = 0;
        for (var j = 0; j < now.Length; j++)
        {
            while (at < old.Length && old[at] != now[j] && common[at + 1, j] >= common[at, j + 1])
            {
                at++;
            }

            if (at < old.Length && old[at] == now[j])
            {
                at++;
            }
            else
            {
                added.Add(j);
            }
        }

        return added;
    }
}
