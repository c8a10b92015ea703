using Rlm.Bench.Measures.Children;
using Rlm.Bench.Measures.Documents;
using Rlm.Bench.Pictures;
using Rlm.Bench.Reports;

namespace Rlm.Bench.Measures.Memory;

/// <summary>Peak memory and time of whole processes against the size of the document.</summary>
internal static class MemorySection
{
    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(54, "memory", "Memory and time against the size of the document, as whole processes");
        var program = await RlmProgram.BuildAsync();
        var sizes = Sizes.Chosen(options, Sizes.MB, 10 * Sizes.MB, 100 * Sizes.MB, Sizes.GB, 10 * Sizes.GB);
        var runs = new Dictionary<(MemoryCase, long), ChildRun>();
        foreach (var bytes in sizes)
        {
            var document = LogDocument.Make(bytes);
            foreach (var one in MemoryCase.All)
            {
                // The first reads the program, or compiles.
                var run = await one.RunAsync(program, document, bytes);
                if (bytes == sizes[0])
                {
                    run = await one.RunAsync(program, document, bytes);
                }

                runs[(one, bytes)] = run.Result.Length > 0 ? run : throw new InvalidOperationException($"{one.Name} said nothing.");
                Console.Error.WriteLine($"{one.Name} over {Sizes.Of(bytes)}: {Figures.Number(run.Elapsed.TotalSeconds)} s, {Figures.Number(Sizes.Mebibytes(run.PeakBytes))} MiB");
            }
        }

        section.Text("Peak resident memory, MiB:").Table(
            ["", .. sizes.Select(Sizes.Of), "target"],
            MemoryCase.All.Select(one => (IReadOnlyList<string>)
            [
                one.Name,
                .. sizes.Select(bytes => Figures.Number(Sizes.Mebibytes(runs[(one, bytes)].PeakBytes))),
                one.LimitMebibytes is { } limit ? section.AtMost($"peak memory of {one.Name}", sizes.Max(bytes => Sizes.Mebibytes(runs[(one, bytes)].PeakBytes)), limit, "MiB") : "",
            ]));
        section.Text("Time of the whole process, s (one run each; GB a second at the largest):").Table(
            ["", .. sizes.Select(Sizes.Of), "GB/s"],
            MemoryCase.All.Select(one => (IReadOnlyList<string>)
            [
                one.Name,
                .. sizes.Select(bytes => Figures.Number(runs[(one, bytes)].Elapsed.TotalSeconds)),
                Figures.Number(sizes[^1] / 1e9 / runs[(one, sizes[^1])].Elapsed.TotalSeconds),
            ]));
        section.Text("""
            Peaks are the kernel's own account of each process. Files that were just read may or may not be in memory still; no time stands for a cold disk.
            The clock of an analysis is set to 30 minutes; at the usual 30 seconds a word frequency of 10 GB ends before its time.

            ![peak memory against the size of the document](pictures/memory.svg)
            ![time against the size of the document](pictures/size-time.svg)
            """);
        Draw("Peak resident memory", "MiB", "memory.svg", run => Sizes.Mebibytes(run.PeakBytes));
        Draw("Time of the whole process", "s", "size-time.svg", run => run.Elapsed.TotalSeconds);
        await report.AddAsync(section);
        LogDocument.RemoveLarge(options);

        void Draw(string title, string unit, string file, Func<ChildRun, double> value) => new LineChart(
            title, "document, MB", unit, LogX: true, LogY: true,
            [.. MemoryCase.All.Select(one => new Series(one.Name.Replace("`", "", StringComparison.Ordinal), [.. sizes.Select(bytes => (bytes / (double)Sizes.MB, value(runs[(one, bytes)])))]))])
            .Save(Path.Combine(Places.Pictures, file));
    }
}
