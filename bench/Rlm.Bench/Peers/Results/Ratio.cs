using Rlm.Bench.Reports;

namespace Rlm.Bench.Peers.Results;

/// <summary>One time over another.</summary>
/// <param name="Name">A column's head.</param>
/// <param name="Of">The ratio in one job, or null where either gave no answer.</param>
internal sealed record Ratio(string Name, Func<Comparison, double?> Of)
{
    public static Ratio ColdToCPython { get; } = new("CPython / cold", c => c.CPython / c.Cold);

    public static Ratio CachedToCPython { get; } = new("CPython / cached", c => c.CPython / c.Cached);

    public static Ratio BestToCPython { get; } = new("CPython / merge", c => c.CPython / c.Best);

    public static Ratio BestToPyodide { get; } = new("Pyodide with load / merge", c => c.PyodideWithLoad / c.Best);

    public static Ratio RunToNative { get; } = new("cached run / native run", c => c.CachedRun / c.NativeRun);

    public static Ratio BestToNative { get; } = new("merge / native", c => c.Best / c.Native);

    public static IReadOnlyList<Ratio> All { get; } = [ColdToCPython, CachedToCPython, BestToCPython, BestToPyodide, RunToNative, BestToNative];

    /// <summary>Over all jobs that have it; null where none has.</summary>
    public double? Mean(IEnumerable<Comparison> jobs)
    {
        var all = jobs.Select(Of).OfType<double>().ToList();
        return all.Count == 0 ? null : Figures.GeometricMean(all);
    }
}
