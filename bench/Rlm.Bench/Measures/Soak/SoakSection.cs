using System.Text;
using Rlm.Bench.Measures.Documents;
using Rlm.Bench.Pictures;
using Rlm.Bench.Reports;
using Rlm.Wasm;
using Rlm.Wasm.Execution;

namespace Rlm.Bench.Measures.Soak;

/// <summary>A thousand cached executions one after the other, and sixty-four at once.</summary>
internal static class SoakSection
{
    private const int Executions = 1_000;
    private const int WarmUp = 50;
    private const int Every = 100;
    private const int AtOnce = 64;
    private const int Rounds = 5;
    private const double GrowthLimit = 50;

    /// <summary>In turn, the last of 64 ends after twice the time of the one in the middle; where one waits for all others again and again, far later.</summary>
    private const double LatestLimit = 4;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(57, "soak", "A thousand executions, and sixty-four at once");
        var text = await File.ReadAllBytesAsync(LogDocument.Make(Sizes.MB));
        var expected = text.AsSpan().Count((byte)'\n').ToString(System.Globalization.CultureInfo.InvariantCulture);
        var cache = Bed.NewCache(disk: true);
        var whole = await Bed.ModuleAsync(cache, Analyses.Lines.Split('\n')[0]);
        var merge = await Bed.ModuleAsync(cache, Analyses.Lines);
        var executor = new WasmExecutor(new ExecutionOptions());
        var chunked = new WasmExecutor(new ExecutionOptions()) { ChunkBytes = 64 << 10 };

        var curves = new List<Series>();
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (name, module, runner) in new[] { ("without `merge`", whole, executor), ("with `merge`, 16 chunks", merge, chunked) })
        {
            var curve = await SequentialAsync(runner, module, text, expected);
            curves.Add(new Series(name.Replace("`", "", StringComparison.Ordinal), curve));
            var (first, last) = (curve[0].Mebibytes, curve[^1].Mebibytes);
            rows.Add(
            [
                name,
                $"{Figures.Number(first)} MiB",
                $"{Figures.Number(last)} MiB",
                $"{Figures.Number(curve.Max(p => p.Mebibytes) - first)} MiB",
                section.AtMost($"growth of resident memory {name}", curve.Max(p => p.Mebibytes) - first, GrowthLimit, "MiB"),
            ]);
        }

        section.Table([$"{Executions:#,0} executions over 1 MB", $"resident after {WarmUp}", "at the end", "most above the first", "target"], rows);
        await ConcurrentAsync(section, executor, whole, text, expected, "without `merge`");
        await ConcurrentAsync(section, chunked, merge, text, expected, "with `merge`, 16 chunks");
        section.Text($"""
            In one process, from the cache's memory; every answer is compared. Resident memory is read each {Every} executions, after a collection. The
            {AtOnce} are begun together, {Rounds} times; their time is from that beginning to the end of each.

            ![resident memory over a thousand executions](pictures/soak.svg)
            """);
        new LineChart("Resident memory over executions", "executions", "MiB", LogX: false, LogY: false, curves).Save(Path.Combine(Places.Pictures, "soak.svg"));
        await report.AddAsync(section);
    }

    private static async Task<IReadOnlyList<(double Executions, double Mebibytes)>> SequentialAsync(
        WasmExecutor executor, AnalysisModule module, byte[] text, string expected)
    {
        var curve = new List<(double, double)>();
        for (var i = 1; i <= WarmUp + Executions; i++)
        {
            await OnceAsync(executor, module, text, expected);
            if (i >= WarmUp && (i - WarmUp) % Every == 0)
            {
                curve.Add((i - WarmUp, Sizes.Mebibytes(ResidentMemory.Now())));
            }
        }

        return curve;
    }

    private static async Task ConcurrentAsync(
        Section section, WasmExecutor executor, AnalysisModule module, byte[] text, string expected, string name)
    {
        var (latest, single) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var alone = TimeProvider.System.GetTimestamp();
            await OnceAsync(executor, module, text, expected);
            single.Add(TimeProvider.System.GetElapsedTime(alone).TotalMilliseconds);
            var began = TimeProvider.System.GetTimestamp();
            var times = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
            {
                await OnceAsync(executor, module, text, expected);
                return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            })));
            latest.Add(times.Max() / Figures.Median(times));
        }

        var worst = latest.Max();
        section.Text($"""
            {AtOnce} at once {name}: all {AtOnce * Rounds} correct; the last one ended after {Figures.Number(Figures.Median(latest))} times the time of the one in the middle
            (median of {Rounds} rounds; {Figures.Number(worst)} in the worst: {section.AtMost($"the last of {AtOnce} at once {name} against the one in the middle", worst, LatestLimit)}). One alone takes {Figures.Number(Figures.Median(single))} ms.
            """);
    }

    private static async Task OnceAsync(WasmExecutor executor, AnalysisModule module, byte[] text, string expected)
    {
        var outcome = await executor.ExecuteAsync(module, [AnalysisInput.FromUtf8(text)]);
        var answer = outcome.Output is { } output ? Encoding.UTF8.GetString(output.Span) : outcome.Error!.Message;
        if (answer != expected)
        {
            throw new InvalidOperationException($"An execution gave {answer} and not {expected}.");
        }
    }
}
