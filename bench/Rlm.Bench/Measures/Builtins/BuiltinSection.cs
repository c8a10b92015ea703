using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rlm.Analyses;
using Rlm.Bench.Measures.Documents;
using Rlm.Bench.Measures.Loop;
using Rlm.Bench.Reports;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Runs;

namespace Rlm.Bench.Measures.Builtins;

/// <summary>Built-in commands against cached analyses that answer the same.</summary>
internal static class BuiltinSection
{
    private const int Times = 5;
    private const long Bytes = 100 * Sizes.MB;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(52, "builtins", "Built-in commands and the analyses that answer the same");
        await using var services = LoopRun.Services();
        var size = Sizes.Chosen(options, Bytes)[0];
        await using var documents = await services.GetRequiredService<DocumentLoader>().LoadAsync([LogDocument.Make(size)]);
        var list = new CommandList(CommandCatalog.BuiltIn, services.GetRequiredService<AnalysisRunner>(), new RunLimits(), TimeProvider.System);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var one in BuiltinCase.All)
        {
            string?[] ways = [one.Commands, Analysis(one.Whole), one.Chunked is { } chunked ? Analysis(chunked) : null];
            var times = ways.Select(_ => new List<double>()).ToList();
            for (var i = 0; i <= Times; i++)
            {
                var answers = new List<string>();
                for (var way = 0; way < ways.Length; way++)
                {
                    if (ways[way] is { } commands)
                    {
                        var (answer, milliseconds) = await RunAsync(list, commands, documents);
                        answers.Add(way == 0 ? string.Join('\n', answer.Split('\n').Skip(one.Heading)) : answer);
                        if (i > 0)
                        {
                            times[way].Add(milliseconds);
                        }
                    }
                }

                if (answers.Distinct().Count() != 1)
                {
                    throw new InvalidOperationException($"{one.Name}: the answers differ:\n{string.Join("\n-- and --\n", answers)}");
                }
            }

            var medians = times.Select(t => t.Count == 0 ? (double?)null : Figures.Median(t)).ToList();
            rows.Add([one.Name, .. medians.Select(m => m is { } ms ? $"{Figures.Number(ms)} ms" : "–"), Ratio(medians[1]), Ratio(medians[2])]);

            string Ratio(double? of) => of is { } ms ? Figures.Number(ms / medians[0]!.Value) : "–";
        }

        section.Table(["", "built in", "`rust_wasm`", "with `merge`", "`rust_wasm` : built in", "`merge` : built in"], rows);
        section.Text($"""
            {Sizes.Of(size)} of log lines; analyses cached; built-in commands on one core, as is `rust_wasm` without `merge`. The answers are compared
            before the times count. Medians of {Times}, in turn in one run, after one that does not count: counts and lines far into the
            text come out of the line index that it made, and of what an analysis makes nothing is kept. Of two commands the times are added.
            """);
        await report.AddAsync(section);
    }

    private static string Analysis(string source) => JsonSerializer.Serialize(new Dictionary<string, string> { ["op"] = "rust_wasm", ["code"] = source });

    private static async Task<(string Answer, double Milliseconds)> RunAsync(CommandList list, string commands, DocumentSet documents)
    {
        var (answer, milliseconds) = (string.Empty, 0.0);
        await foreach (var finished in list.RunAsync(commands, documents))
        {
            if (!finished.Success)
            {
                throw new InvalidOperationException($"{commands}\n{finished.Output}");
            }

            (answer, milliseconds) = (finished.Output.Trim(), milliseconds + finished.Milliseconds);
        }

        return (answer, milliseconds);
    }
}
