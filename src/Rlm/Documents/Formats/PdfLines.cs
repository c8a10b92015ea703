using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>Puts the runs of a page into lines.</summary>
/// <remarks>
/// Nearly all programs draw text in the order in which it is read, columns one after the other; that order is kept. Only
/// where it keeps jumping back up or left are the runs sorted by their places, which is right for one column.
/// </remarks>
internal static class PdfLines
{
    /// <summary>Of so many steps from run to run one may go back, as to a header that is drawn last.</summary>
    private const int StepsToEachJump = 8;

    public static IReadOnlyList<string> Of(IReadOnlyList<PdfRun> all)
    {
        var runs = all.Where(run => !string.IsNullOrWhiteSpace(run.Text)).ToList();
        if (Jumps(runs) * StepsToEachJump > runs.Count)
        {
            runs = Sorted(runs);
        }

        var lines = new List<string>();
        var line = new StringBuilder();
        PdfRun? before = null;
        foreach (var run in runs)
        {
            if (before is not null && !(IsSameLine(before, run) && run.Start > before.End - run.Size))
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
            }

            // Two spaces stand for a gap that is wider than one between words.
            line.Append(line.Length > 0 ? "  " : "").Append(run.Text.Trim());
            before = run;
        }

        if (line.Length > 0)
        {
            lines.Add(line.ToString().TrimEnd());
        }

        return lines;
    }

    private static bool IsSameLine(PdfRun one, PdfRun other) =>
        Math.Abs(one.Angle - other.Angle) < 0.02 && Math.Abs(one.Baseline - other.Baseline) < 0.5 * Math.Min(one.Size, other.Size);

    /// <summary>How often the next run is not where a reader goes on: right, down, or up to a column on the right.</summary>
    private static int Jumps(List<PdfRun> runs)
    {
        var jumps = 0;
        for (var i = 1; i < runs.Count; i++)
        {
            var (before, run) = (runs[i - 1], runs[i]);
            jumps += Math.Abs(before.Angle - run.Angle) >= 0.02 ? 0
                : IsSameLine(before, run) ? run.Start < before.Start ? 1 : 0
                : run.Baseline > before.Baseline && run.Start < before.Start + (2 * run.Size) ? 1
                : 0;
        }

        return jumps;
    }

    /// <summary>Lines from the top, each from the left. A line is what has nearly the baseline of its highest run.</summary>
    private static List<PdfRun> Sorted(List<PdfRun> runs)
    {
        var sorted = new List<PdfRun>(runs.Count);
        var line = new List<PdfRun>();
        foreach (var run in runs.OrderBy(one => one.Angle).ThenByDescending(one => one.Baseline))
        {
            if (line.Count > 0 && !IsSameLine(line[0], run))
            {
                sorted.AddRange(line.OrderBy(one => one.Start));
                line.Clear();
            }

            line.Add(run);
        }

        sorted.AddRange(line.OrderBy(one => one.Start));
        return sorted;
    }
}
