using System.Globalization;
using Rlm.Bench.Reports;

namespace Rlm.Bench.Peers.Results;

/// <summary>The comparison as a part of the page.</summary>
internal static class PeerSection
{
    private const int Shown = 100;

    public static Section Of(PeerStore store)
    {
        var section = new Section(10, "peers", "Against native Rust, CPython and Pyodide", Conditions(store));
        var all = Comparison.All(store);
        section.Text(Introduction(store));
        foreach (var missing in store.Missing)
        {
            section.Text($"**Missing: {missing.Key}.** {missing.Value}");
        }

        var shown = all.Where(job => job.Megabytes == Shown).ToList();
        if (shown.Count > 0)
        {
            Targets(section, shown);
            Times(section, shown);
            Ratios(section, shown);
        }

        Sizes(section, all);
        Slower(section, all);
        Failures(section, all);
        foreach (var (file, title) in PeerPictures.Save(all))
        {
            section.Text($"![{title}](pictures/{file})");
        }

        return section;
    }

    private static string Introduction(PeerStore store) => $"""
        {BenchAnalysis.All.Count} analyses (`bench/analyses`) over books, logs, CSV and JSON lines. In each job all peers answered in turn,
        and nothing is reported unless all answers were equal. Times are medians of 5; at 1 GB of as many runs of up to 3
        as fit into 20 seconds, at least one, and of one run for CPython and Pyodide.

        - **cold**: RLM with an empty cache: validation, rustc, ahead-of-time compilation, reading, running.
        - **cached**: the module is cached; lookup, reading, checking UTF-8 and running, in one piece on one core.
        - **merge**: the same with `merge` on {Environment.ProcessorCount} cores. Where an analysis has no `merge`, `cached` stands for it.
        - **native**: the source of `cached` as a native program, {Version(store, "native")}. Reading and running; the start of the process
          is not counted. Fuel, clock, bounds of memory and overflow of numbers are checked in the sandbox only.
        - **CPython**: {Version(store, "cpython")}, in a process that is already there. Reading and running.
        - **Pyodide**: {Version(store, "pyodide")}, the same Python. Its load is measured apart.

        `cached` and `native` also have the time of the analysis alone, which is what "run" means below.
        """;

    private static string Conditions(PeerStore store)
    {
        if (store.Times.Count == 0)
        {
            return "Nothing was measured.";
        }

        var loads = store.Times.Select(times => double.TryParse(times.MachineLoad, CultureInfo.InvariantCulture, out var load) ? load : double.NaN).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Measured from {store.Times.Min(times => times.Measured):yyyy-MM-dd HH:mm} to {store.Times.Max(times => times.Measured):yyyy-MM-dd HH:mm} UTC; load of the machine before each job {loads.Min():0.0} to {loads.Max():0.0}, of which the job before is about 1 to {Environment.ProcessorCount}.");
    }

    private static void Targets(Section section, IReadOnlyList<Comparison> jobs)
    {
        var rows = new List<IReadOnlyList<string>>();
        Least("cached with `merge`, times faster than CPython", Ratio.BestToCPython, 4);
        Least("cold, compile included, times faster than CPython", Ratio.ColdToCPython, 2);
        Least("cached with `merge`, times faster than Pyodide with its load", Ratio.BestToPyodide, 8);
        Most("run, one core, times native", Ratio.RunToNative, 2.0);
        Most($"`merge` on {Environment.ProcessorCount} cores, times native on one", Ratio.BestToNative, 1.1);
        var slower = jobs.Where(job => !job.Analysis.Regex && Ratio.BestToCPython.Of(job) < 1).ToList();
        rows.Add(["analyses slower than CPython, those of regexes left out", $"{slower.Count}", section.AtMost("analyses slower than CPython", slower.Count, 0)]);
        section.Text($"### At {Shown} MB").Table(["geometric mean", "", "target"], rows);

        void Least(string what, Ratio ratio, double limit)
        {
            if (ratio.Mean(jobs) is { } mean)
            {
                rows.Add([what, Figures.Number(mean), section.AtLeast(what, mean, limit)]);
            }
        }

        void Most(string what, Ratio ratio, double limit)
        {
            if (ratio.Mean(jobs) is { } mean)
            {
                rows.Add([what, Figures.Number(mean), section.AtMost(what, mean, limit)]);
            }
        }
    }

    private static void Times(Section section, IReadOnlyList<Comparison> jobs) => section.Text("Milliseconds:").Table(
        ["", "cold", "cached", "merge", "native", "CPython", "Pyodide", "its load", "cached run", "native run"],
        jobs.Select(job => (IReadOnlyList<string>)
        [
            job.Analysis.Name,
            .. new[] { job.Cold, job.Cached, job.Merge, job.Native, job.CPython, job.Pyodide, job.PyodideLoad, job.CachedRun, job.NativeRun }.Select(Cell),
        ]));

    private static void Ratios(Section section, IReadOnlyList<Comparison> jobs) => section.Text("Ratios:").Table(
        ["", .. Ratio.All.Select(ratio => ratio.Name)],
        [
            .. jobs.Select(job => (IReadOnlyList<string>)[job.Analysis.Name, .. Ratio.All.Select(ratio => Cell(ratio.Of(job)))]),
            ["**geometric mean**", .. Ratio.All.Select(ratio => $"**{Cell(ratio.Mean(jobs))}**")],
        ]);

    private static void Sizes(Section section, IReadOnlyList<Comparison> all) => section.Text("### By size, geometric means").Table(
        ["", .. Ratio.All.Select(ratio => ratio.Name), "analyses", "runs of a peer"],
        all.GroupBy(job => job.Megabytes).OrderBy(jobs => jobs.Key).Select(jobs => (IReadOnlyList<string>)
            [$"{jobs.Key:#,0} MB", .. Ratio.All.Select(ratio => Cell(ratio.Mean(jobs))), $"{jobs.Count()}", $"{jobs.Min(job => job.Runs.DefaultIfEmpty().Min())} to {jobs.Max(job => job.Runs.DefaultIfEmpty().Max())}"]));

    private static void Slower(Section section, IReadOnlyList<Comparison> all)
    {
        var slower = all.Where(job => Ratio.BestToCPython.Of(job) < 1).ToList();
        section.Text("### Slower than CPython");
        if (slower.Count == 0)
        {
            section.Text("None, cached and with `merge`.");
            return;
        }

        section.Table(
            ["", "size", "CPython / merge", "why"],
            slower.Select(job => (IReadOnlyList<string>)
                [job.Analysis.Name, $"{job.Megabytes:#,0} MB", Cell(Ratio.BestToCPython.Of(job)), job.Analysis.Remark ?? "not known"]));
    }

    private static void Failures(Section section, IReadOnlyList<Comparison> all)
    {
        var failures = all.SelectMany(job => job.Failures).ToList();
        if (failures.Count > 0)
        {
            section.Text("### No answer").Table(
                ["", "size", "peer", "reason"],
                failures.Select(times => (IReadOnlyList<string>)[times.Analysis, $"{times.Megabytes:#,0} MB", times.Peer, times.Failure!.ReplaceLineEndings(" ")]));
        }
    }

    private static string Version(PeerStore store, string peer) => store.Versions.GetValueOrDefault(peer, "not measured");

    private static string Cell(double? value) => value is { } number ? Figures.Number(number) : "-";
}
