using Rlm.Bench.Pictures;
using Rlm.Bench.Reports;

namespace Rlm.Bench.Peers.Results;

/// <summary>Time against the size of the document.</summary>
internal static class PeerPictures
{
    private static readonly IReadOnlyList<(string Name, Func<Comparison, double?> Time)> Lines =
    [
        ("RLM cold", job => job.Cold),
        ("RLM cached", job => job.Cached),
        ("RLM cached, merge", job => job.Best),
        ("CPython", job => job.CPython),
        ("native Rust -O", job => job.Native),
        ("Pyodide", job => job.Pyodide),
        ("Pyodide with load", job => job.PyodideWithLoad),
    ];

    /// <summary>Draws what can be drawn of the times there are.</summary>
    /// <returns>The files and their titles.</returns>
    public static IEnumerable<(string File, string Title)> Save(IReadOnlyList<Comparison> all)
    {
        if (all.Select(job => job.Megabytes).Distinct().Count() < 2)
        {
            yield break;
        }

        const string Sizes = "size of the document, MB";
        const string Seconds = "seconds";
        new LineChart(
            "Time against the size of the document, geometric mean over the analyses", Sizes, Seconds, true, true,
            [.. Lines.Select(line => new Series(line.Name, Means(all, line.Time)))]).Save(Path.Combine(Places.Pictures, "peers.svg"));
        yield return ("peers.svg", "Time against the size of the document, geometric mean over the analyses");

        new ChartGrid(
            "Each analysis", Sizes, Seconds, true, true,
            [
                .. all.GroupBy(job => job.Analysis.Name).Select(jobs => (jobs.Key, (IReadOnlyList<Series>)[.. Lines.Select(line => new Series(line.Name, Points(jobs, line.Time)))])),
            ]).Save(Path.Combine(Places.Pictures, "peers-each.svg"));
        yield return ("peers-each.svg", "Time against the size of the document, each analysis");
    }

    // A mean over other analyses than the line's other points have would bend it: where a peer lacks one, it has no point.
    private static List<(double X, double Y)> Means(IReadOnlyList<Comparison> all, Func<Comparison, double?> time) =>
    [
        .. from jobs in all.GroupBy(job => job.Megabytes)
           let times = jobs.Select(time).OfType<double>().ToList()
           where times.Count == all.Select(job => job.Analysis.Name).Distinct().Count()
           orderby jobs.Key
           select ((double)jobs.Key, Figures.GeometricMean(times) / 1000),
    ];

    private static List<(double X, double Y)> Points(IEnumerable<Comparison> jobs, Func<Comparison, double?> time) =>
        [.. from job in jobs let y = time(job) where y is not null orderby job.Megabytes select ((double)job.Megabytes, y.Value / 1000)];
}
