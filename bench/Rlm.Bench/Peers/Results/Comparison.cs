using Rlm.Bench.Reports;

namespace Rlm.Bench.Peers.Results;

/// <summary>The medians of one job, peer by peer, in milliseconds; null where a peer gave no answer.</summary>
internal sealed class Comparison(BenchAnalysis analysis, int megabytes, IReadOnlyList<PeerTimes> times)
{
    public BenchAnalysis Analysis => analysis;

    public int Megabytes => megabytes;

    public double? Cold => Whole("cold");

    public double? Cached => Whole("cached");

    public double? CachedRun => Median("cached", peer => peer.Run);

    /// <summary>With <c>merge</c>; null where the analysis has none.</summary>
    public double? Merge => Whole("merge");

    /// <summary>The form that is faster in RLM's documentation: with <c>merge</c>, where there is one.</summary>
    public double? Best => analysis.Merge is null ? Cached : Merge;

    public double? Native => Whole("native");

    public double? NativeRun => Median("native", peer => peer.Run);

    public double? CPython => Whole("cpython");

    public double? PyodideLoad => times.FirstOrDefault(peer => peer.Peer == "pyodide" && peer.Failure is null)?.Load;

    /// <summary>Without its load.</summary>
    public double? Pyodide => Whole("pyodide");

    public double? PyodideWithLoad => PyodideLoad + Pyodide;

    /// <summary>How often each peer ran.</summary>
    public IEnumerable<int> Runs => times.Where(peer => peer.Failure is null).Select(peer => peer.Whole.Count);

    public IEnumerable<PeerTimes> Failures => times.Where(peer => peer.Failure is not null);

    /// <summary>All jobs that there are times of, in the order of the analyses and by size.</summary>
    public static IReadOnlyList<Comparison> All(PeerStore store) =>
    [
        .. from analysis in BenchAnalysis.All
           from times in store.Times.Where(times => times.Analysis == analysis.Name).GroupBy(times => times.Megabytes).OrderBy(size => size.Key)
           select new Comparison(analysis, times.Key, [.. times]),
    ];

    private double? Whole(string peer) => Median(peer, times => times.Whole);

    private double? Median(string peer, Func<PeerTimes, IReadOnlyList<double>> part) =>
        times.FirstOrDefault(times => times.Peer == peer && times.Failure is null) is { } found ? Figures.Median(part(found)) : null;
}
