using Rlm.Bench.Measures.Children;
using Rlm.Bench.Measures.Documents;
using Rlm.Bench.Reports;

namespace Rlm.Bench.Measures.Start;

/// <summary>What the whole program takes for next to nothing.</summary>
internal static class StartSection
{
    private const int Times = 20;
    private const double LimitMs = 40;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(58, "start", "Start, as a whole process");
        var program = await RlmProgram.BuildAsync();
        var document = LogDocument.Make(Sizes.MB);
        IReadOnlyList<(string Name, Func<Task<ChildRun>> Run, bool HasLimit)> ways =
        [
            ("`rlm --version`", () => program.RunAsync("--version"), true),
            ("`rlm run`, a cached analysis over 1 MB", () => program.AnalyzeAsync(Analyses.Lines, document), true),
            ("`rlm run` of word frequency, cached, over 1 MB", () => program.AnalyzeAsync(Analyses.Words, document), false),
            ("`rlm exec`, one `count` over 1 MB", () => program.ExecAsync("""{"op":"count"}""", document), true),
            ("`python3 -c \"print(1)\"`, to compare", () => program.Launcher.RunAsync("python3", "-c", "print(1)"), false),
        ];

        // The first compiles, and reads the program from disk.
        foreach (var way in ways)
        {
            _ = (await way.Run()).Result;
        }

        var runs = ways.Select(_ => new List<ChildRun>()).ToList();
        for (var i = 0; i < Times; i++)
        {
            for (var way = 0; way < ways.Count; way++)
            {
                var run = await ways[way].Run();
                _ = run.Result;
                runs[way].Add(run);
            }
        }

        section.Table(["", "median", "fastest", "slowest", "processor", "peak memory", "target"], ways.Select((way, i) =>
        {
            var median = Figures.MedianMilliseconds(runs[i].Select(r => r.Elapsed));
            return (IReadOnlyList<string>)
            [
                way.Name,
                $"{Figures.Number(median)} ms",
                $"{Figures.Number(runs[i].Min(r => r.Elapsed.TotalMilliseconds))} ms",
                $"{Figures.Number(runs[i].Max(r => r.Elapsed.TotalMilliseconds))} ms",
                $"{Figures.Number(Figures.MedianMilliseconds(runs[i].Select(r => r.Processor)))} ms",
                $"{Figures.Number(Sizes.Mebibytes((long)Figures.Median(runs[i].Select(r => (double)r.PeakBytes))))} MiB",
                way.HasLimit ? section.AtMost(way.Name, median, LimitMs, "ms") : "",
            ];
        }));
        section.Text($"Medians of {Times}, in turn, from before the process is begun to after its end; {(program.IsNative ? "`rlm` is a native program" : "`rlm` is not a native program here, for want of a linker, but run by `dotnet`")}.");
        await report.AddAsync(section);
    }
}
