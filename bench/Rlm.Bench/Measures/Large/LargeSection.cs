using Rlm.Bench.Measures.Children;
using Rlm.Bench.Measures.Documents;
using Rlm.Bench.Reports;

namespace Rlm.Bench.Measures.Large;

/// <summary>10 GB of lines, counted by an analysis with <c>merge</c>, against the speed at which they can be read at all.</summary>
internal static class LargeSection
{
    private const int Times = 5;
    private const double GigabytesASecond = 1;
    private const double LimitMebibytes = 600;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var bytes = Sizes.Chosen(options, 10 * Sizes.GB)[0];
        var section = new Section(56, "large", $"{Sizes.Of(bytes)}, lines counted with `merge`");
        var program = await RlmProgram.BuildAsync();
        var document = LogDocument.Make(bytes);
        var length = new FileInfo(document).Length / 1e9;
        DiskSpeed.Forget(document);
        var disk = length / DiskSpeed.Read(document).TotalSeconds;
        DiskSpeed.Forget(document);
        var cold = await program.AnalyzeAsync(Analyses.Lines, document);

        // What of it stays in memory between two reads is the page cache's matter: first it is read once more.
        var (warm, read) = (new List<ChildRun>(), new List<double>());
        var expected = await program.ExecAsync("""{"op":"count"}""", document);
        for (var i = 0; i < Times; i++)
        {
            read.Add(length / DiskSpeed.Read(document).TotalSeconds);
            var run = await program.AnalyzeAsync(Analyses.Lines, document);
            if ($"count: {run.Result}" != expected.Result)
            {
                throw new InvalidOperationException($"The analysis counted {run.Result}, the command {expected.Result}.");
            }

            warm.Add(run);
            Console.Error.WriteLine($"{Figures.Number(length / run.Elapsed.TotalSeconds)} GB/s; reading alone {Figures.Number(read[^1])} GB/s");
        }

        var speed = length / (Figures.MedianMilliseconds(warm.Select(r => r.Elapsed)) / 1000);
        var coldSpeed = length / cold.Elapsed.TotalSeconds;
        var peak = Sizes.Mebibytes(warm.Append(cold).Max(r => r.PeakBytes));
        section.Table(["", "GB a second", "processor s", "peak MiB", "target"],
        [
            ["`rlm run`, from the page cache", Figures.Number(speed), Figures.Number(Figures.MedianMilliseconds(warm.Select(r => r.Processor)) / 1000), Figures.Number(peak),
                $"{section.AtLeast($"line count of {Sizes.Of(bytes)} from the page cache", speed, GigabytesASecond, "GB/s")}; {section.AtMost($"peak memory of the line count of {Sizes.Of(bytes)}", peak, LimitMebibytes, "MiB")}"],
            ["reading alone, from the page cache", Figures.Number(Figures.Median(read)), "", "", ""],
            ["`rlm run`, from the disk", Figures.Number(coldSpeed), Figures.Number(cold.Processor.TotalSeconds), Figures.Number(Sizes.Mebibytes(cold.PeakBytes)), ""],
            ["reading alone, from the disk", Figures.Number(disk), "", "", ""],
            ["`rlm exec` with `count`, from the page cache", Figures.Number(length / expected.Elapsed.TotalSeconds), Figures.Number(expected.Processor.TotalSeconds), Figures.Number(Sizes.Mebibytes(expected.PeakBytes)), ""],
        ]);
        section.Text($"""
            Whole processes over one file of {length:0.00} GB of log lines, medians of {Times} in turn with reading alone (one thread, 4 MiB at once, nothing looked at);
            from the disk once each, after the kernel was told to forget the file. The counts agree. The built-in commands over the same file are in
            the section on memory.
            """);
        await report.AddAsync(section);
        LogDocument.RemoveLarge(options);
    }
}
