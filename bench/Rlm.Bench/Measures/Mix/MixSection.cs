using Rlm.Bench.Reports;
using Rlm.Wasm.Caching;

namespace Rlm.Bench.Measures.Mix;

/// <summary>How often the cache answers over a realistic mix of questions.</summary>
internal static class MixSection
{
    private const int Questions = 400;

    /// <summary>Questions of one process; the next one begins with an empty memory, over the same disk.</summary>
    private const int PerProcess = 20;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(53, "mix", "The cache over a mix of questions");
        var asked = QuestionMix.Make(Questions);
        var folder = Path.Combine(Places.Work, "mix");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var lookups = new List<(AskedAnalysis Asked, CacheTier Tier, double Milliseconds)>();
        var saved = TimeSpan.Zero;
        foreach (var process in asked.Chunk(PerProcess))
        {
            var cache = Bed.NewCache(folder);
            foreach (var one in process)
            {
                var began = TimeProvider.System.GetTimestamp();
                var lookup = await cache.GetAsync(one.Source);
                var milliseconds = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
                lookups.Add((one, lookup.Module is null ? throw new InvalidOperationException($"{lookup.Error!.Message}\n{one.Source}") : lookup.Tier, milliseconds));
            }

            saved += cache.GetStats().CompileTimeSaved;
        }

        Directory.Delete(folder, recursive: true);
        section.Table(["", "lookups", "share", "median", "of new code", "of the same bytes", "of the same code in another form"],
        [
            Row("from memory", CacheTier.Memory), Row("from disk", CacheTier.Disk), Row("compiled", CacheTier.None),
        ]);
        var (spent, hits) = (lookups.Sum(l => l.Milliseconds) / 1000, lookups.Count(l => l.Tier != CacheTier.None));
        section.Text($"""
            Hits: {100.0 * hits / Questions:0.0} % of all lookups, {100.0 * lookups.Count(l => l is { Asked.Before: Repetition.Same, Tier: not CacheTier.None }) / lookups.Count(l => l.Asked.Before == Repetition.Same):0.0} % of those that ask for bytes that were asked for before. All lookups took
            {Figures.Number(spent)} s; the hits saved {Figures.Number(saved.TotalSeconds)} s of compiling.

            {Questions} questions with {asked.Where(a => a.Before == Repetition.None).Count()} analyses out of `samples/`, the one in place n asked for 1/n as often as the first; of those asked for again some come back
            with other comments, indentation, line ends or blank lines. {PerProcess} questions are one process, which begins with an empty memory over the
            same disk. Drawn with a fixed seed.
            """);
        await report.AddAsync(section);

        IReadOnlyList<string> Row(string name, CacheTier tier)
        {
            var all = lookups.FindAll(l => l.Tier == tier);
            return
            [
                name,
                $"{all.Count}",
                $"{100.0 * all.Count / Questions:0.0} %",
                all.Count == 0 ? "–" : $"{Figures.Number(Figures.Median(all.Select(l => l.Milliseconds)))} ms",
                $"{all.Count(l => l.Asked.Before == Repetition.None)}",
                $"{all.Count(l => l.Asked.Before == Repetition.Same)}",
                $"{all.Count(l => l.Asked.Before == Repetition.OtherForm)}",
            ];
        }
    }
}
