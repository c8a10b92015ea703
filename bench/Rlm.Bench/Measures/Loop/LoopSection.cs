using Microsoft.Extensions.DependencyInjection;
using Rlm.Bench.Measures.Documents;
using Rlm.Bench.Pictures;
using Rlm.Bench.Reports;
using Rlm.Documents;

namespace Rlm.Bench.Measures.Loop;

/// <summary>What a step of the loop costs beside its commands and the model.</summary>
internal static class LoopSection
{
    private const int Steps = 100;
    private const int Times = 5;
    private const double LimitMs = 1;
    private const long LimitBytes = 100 * Sizes.MB;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(50, "loop", "The loop, with a model that answers at once");
        var sizes = Sizes.Chosen(options, Sizes.MB, 10 * Sizes.MB, LimitBytes, Sizes.GB);
        var rows = new List<IReadOnlyList<string>>();
        var curves = LoopScript.All.ToDictionary(s => s.Name, _ => new List<(double, double)>());
        await using var services = LoopRun.Services();
        foreach (var bytes in sizes)
        {
            await using var documents = await services.GetRequiredService<DocumentLoader>().LoadAsync([LogDocument.Make(bytes)]);
            foreach (var script in LoopScript.All)
            {
                // Compiles what the script brings, and what .NET has not compiled yet.
                await LoopRun.RunAsync(services, documents, script, Steps);
                var runs = new List<LoopRun>();
                for (var i = 0; i < Times; i++)
                {
                    runs.Add(await LoopRun.RunAsync(services, documents, script, Steps));
                }

                // Of a run, what all its steps took, slow ones too; of the runs, the one in the middle.
                var step = Figures.Median(runs.Select(r => r.Steps.Average(s => s.TotalMilliseconds)));
                curves[script.Name].Add((bytes / (double)Sizes.MB, step));
                rows.Add(
                [
                    $"{Sizes.Of(bytes)}: {script.Name}",
                    $"{Figures.Number(step)} ms",
                    $"{Figures.Number(Sizes.Quantile(runs.SelectMany(r => r.Steps).Select(s => s.TotalMilliseconds), 0.5))} ms",
                    $"{Figures.Number(Sizes.Quantile(runs.SelectMany(r => r.Steps).Select(s => s.TotalMilliseconds), 0.99))} ms",
                    $"{Figures.Number(Figures.Median(runs.Select(r => r.Commands.Average(s => s.TotalMilliseconds))))} ms",
                    $"{Figures.Number(Figures.MedianMilliseconds(runs.Select(r => r.Opening)))} ms",
                    $"{Figures.Number(Figures.MedianMilliseconds(runs.Select(r => r.Closing)))} ms",
                    bytes == LimitBytes ? section.AtMost($"a step of the loop, {script.Name}", step, LimitMs, "ms") : "",
                ]);
            }
        }

        section.Table(["documents: step", "a step", "median step", "slowest 1 %", "its commands", "before the first", "after the last", "target of a step"], rows);
        section.Text($"""
            Each run has {Steps} steps and the answer, a trace on disk, and documents that are read where they lie. A step is from one turn that the
            model is asked for to the next, without the time of the commands, which stands beside it. Medians of {Times} runs; "before the first" and
            "after the last" are once a run: what is noted of the documents, the prompt with its preview, and the lines that the answer rests on.

            ![a step of the loop against the size of the documents](pictures/loop.svg)
            """);
        new LineChart(
            "A step of the loop beside its commands", "documents, MB", "ms a step", LogX: true, LogY: true,
            [.. curves.Select(c => new Series(c.Key.Replace("`", "", StringComparison.Ordinal), c.Value))]).Save(Path.Combine(Places.Pictures, "loop.svg"));
        await report.AddAsync(section);
    }
}
