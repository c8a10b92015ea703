using System.Globalization;
using System.Text;
using Rlm.Bench.Measures.Documents;
using Rlm.Bench.Pictures;
using Rlm.Bench.Reports;
using Rlm.Wasm.Execution;

namespace Rlm.Bench.Measures.Chunks;

/// <summary>The same document cut into few chunks and into many.</summary>
internal static class ChunkSection
{
    private const long Bytes = 100 * Sizes.MB;
    private const int Times = 5;

    private static readonly long?[] ChunkBytes = [null, Bytes, 32 << 20, 16 << 20, 8 << 20, 4 << 20, 2 << 20, 1 << 20, 512 << 10, 256 << 10, Bytes / LineChunks.MaxChunks];

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(55, "chunks", "Cost against the number of chunks");
        var document = LogDocument.Make(Bytes);
        var rows = new SortedDictionary<int, List<string>>();
        var curves = new List<Series>();
        foreach (var (name, source) in new[] { ("line count", Analyses.Lines), ("word frequency", Analyses.Words) })
        {
            var points = await MeasureAsync(source, document);
            curves.Add(new Series(name, [.. points.Where(p => !p.IsDefault).Select(p => ((double)p.Chunks, p.Milliseconds)).OrderBy(p => p.Item1)]));
            var fastest = points.Min(p => p.Milliseconds);
            foreach (var point in points)
            {
                var row = rows.TryGetValue(Key(point), out var known) ? known
                    : rows[Key(point)] = [point.IsDefault ? $"**{point.Chunks}, as RLM cuts it**" : point.Chunks.ToString(CultureInfo.InvariantCulture)];
                row.Add($"{Figures.Number(point.Milliseconds)} ms");
                row.Add($"{Figures.Number(point.Fastest)} ms");
                row.Add(Figures.Number(point.Milliseconds / fastest));
            }
        }

        section.Table(["chunks", "line count", "fastest", "× best", "word frequency", "fastest", "× best"], rows.Values);
        section.Text($"""
            {Sizes.Of(Bytes)} of log lines with `merge`, on {Environment.ProcessorCount} cores, reading included; all give the same result. Medians of {Times} and the fastest of them, all
            numbers of chunks in turn.

            ![cost against the number of chunks](pictures/chunks.svg)
            """);
        new LineChart($"{Sizes.Of(Bytes)} with merge, cut into chunks", "chunks", "ms", LogX: true, LogY: true, curves).Save(Path.Combine(Places.Pictures, "chunks.svg"));
        await report.AddAsync(section);

        // The one that is cut as always stands before those of forced sizes.
        static int Key(ChunkPoint point) => point.IsDefault ? 0 : point.Chunks;
    }

    private static async Task<IReadOnlyList<ChunkPoint>> MeasureAsync(string source, string document)
    {
        var module = await Bed.ModuleAsync(Bed.NewCache(disk: true), source);
        var times = ChunkBytes.Select(_ => new List<double>()).ToList();
        var chunks = new int[ChunkBytes.Length];
        var results = new HashSet<string>();
        using var file = File.OpenHandle(document);
        for (var i = 0; i < Times; i++)
        {
            for (var size = 0; size < ChunkBytes.Length; size++)
            {
                var executor = new WasmExecutor(new ExecutionOptions { Timeout = TimeSpan.FromMinutes(10) }) { ChunkBytes = ChunkBytes[size] };
                var began = TimeProvider.System.GetTimestamp();
                var outcome = await executor.ExecuteAsync(module, [new FileInput(file)]);
                times[size].Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                chunks[size] = outcome.Chunks;
                results.Add(outcome.Output is { } output ? Encoding.UTF8.GetString(output.Span) : throw new InvalidOperationException(outcome.Error!.Message));
            }
        }

        return results.Count == 1
            ? [.. times.Select((t, i) => new ChunkPoint(chunks[i], ChunkBytes[i] is null, Figures.Median(t), t.Min()))]
            : throw new InvalidOperationException($"The results differ:\n{string.Join("\n-- and --\n", results)}");
    }

    private sealed record ChunkPoint(int Chunks, bool IsDefault, double Milliseconds, double Fastest);
}
