using Rlm.Bench;
using Rlm.Bench.Compiles;
using Rlm.Bench.Hits;
using Rlm.Bench.Measures;
using Rlm.Bench.Peers;
using Rlm.Bench.Reports;

// Without arguments everything is measured, in this order; bench/RESULTS.md is written after each.
IReadOnlyList<Measure> measures =
[
    new("peers", "analyses against native Rust, CPython and Pyodide: " + PeerOptions.Usage, PeerMeasure.AddAsync),
    new("hits", "what a repeated analysis costs before its own work begins", HitSection.AddAsync),
    new("cold", "the split of a cold compile", ColdSection.AddAsync),
    .. InProcessMeasures.All,
];

var chosen = args.Length == 0 ? measures : [.. measures.Where(measure => measure.Name == args[0])];
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"usage: eng/bench.sh [MEASURE [OPTION...]]\n\n{string.Join('\n', measures.Select(m => $"  {m.Name,-12} {m.What}"))}");
    return 2;
}

var report = new Report(await Bed.ToolchainAsync());
foreach (var measure in chosen)
{
    await measure.RunAsync(report, [.. args.Skip(1)]);
}

foreach (var problem in report.Problems)
{
    Console.Error.WriteLine(problem);
}

return report.Problems.Count == 0 ? 0 : 1;
