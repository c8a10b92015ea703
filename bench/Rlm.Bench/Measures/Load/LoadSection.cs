using Rlm.Bench.Reports;
using Rlm.Traces;

namespace Rlm.Bench.Measures.Load;

/// <summary>The service under load: one question at a time, then two hundred at once.</summary>
internal static class LoadSection
{
    private const int Alone = 100;
    private const int AtOnce = 200;
    private const int Halves = 2_500;
    private const int WithAnalysis = 1_000;
    private const double GrowthLimit = 50;

    /// <summary>As long as a run alone may wait for its model and be told of it, so that the service answers many in one's time.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    private const string Count = """[{"op":"count","what":"lines","store":"n"},{"op":"final_var","name":"n"}]""";

    private const string Analysis = """
        [{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> usize { input.lines().count() }","store":"n"},{"op":"final_var","name":"n"}]
        """;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(59, "load", "The service under load");
        await using var model = new LatentModel(Latency);
        await using var server = await ServerProcess.StartAsync(model.BaseUrl);
        using var generator = new LoadGenerator(server);
        var memory = new List<(string When, ServerMoment Moment, long Managed)>();
        await NoteAsync("listening");

        // What .NET has not compiled yet is no part of any answer.
        model.Say(Count);
        var warm = await generator.RunAsync("warm-up", Alone, atOnce: 10);
        var alone = await generator.RunAsync("`count`, one at a time", Alone, 1);
        await NoteAsync("after the runs one at a time");
        var first = await generator.RunAsync($"`count`, {AtOnce} at once", Halves, AtOnce);
        await NoteAsync($"after {Halves:#,0} at {AtOnce} at once");
        var second = await generator.RunAsync(first.Name, Halves, AtOnce);
        await NoteAsync($"after {2 * Halves:#,0}");
        model.Say(Analysis);
        var compiled = await generator.RunAsync("compile", 1, 1);
        var analysisAlone = await generator.RunAsync("analysis, one at a time", Alone, 1);
        var analysis = await generator.RunAsync($"analysis, {AtOnce} at once", WithAnalysis, AtOnce);
        await NoteAsync($"after {WithAnalysis:#,0} analyses more");

        var many = first.And(second);
        var all = new[] { warm, alone, many, compiled, analysisAlone, analysis }.SelectMany(p => p.Runs).ToList();
        var listed = await generator.ListedAsync();
        var lost = Lost(all, server.Home, listed.Total);
        var asked = model.Asked;
        Table(section, [alone, many, analysisAlone, analysis]);
        section.Table(["of all", "", "target"],
        [
            ["runs", $"{all.Count:#,0}", ""],
            ["requests to the model", $"{asked:#,0}", section.AtMost("requests to the model", asked, all.Count)],
            .. new (string What, int Number)[] { ("errors", all.Count(r => r.Error is not null)), ("wrong answers", all.Count(r => r.IsWrong)), ("lost runs", lost) }
                .Select(f => new[] { f.What, $"{f.Number:#,0}", section.AtMost($"{f.What} under load", f.Number, 0) }),
            ["warnings and errors in the service's log", $"{server.Said.Count:#,0}", section.AtMost("lines in the service's log", server.Said.Count, 0)],
            [$"{AtOnce} at once against one at a time", $"{Figures.Number(many.PerSecond / alone.PerSecond)} times", ""],
            [$"`GET /runs` with {listed.Total:#,0} traces", $"{Figures.Number(listed.Milliseconds)} ms", ""],
        ]);
        foreach (var line in all.Where(r => r.Error is not null).Select(r => r.Error!).Concat(server.Said).Distinct().Take(5))
        {
            Console.Error.WriteLine(line);
        }

        var growth = Sizes.Mebibytes(memory[3].Moment.Resident - memory[2].Moment.Resident);
        section.Table(
            ["the service's process", "resident", "peak", "managed", "threads"],
            memory.Select(m => (IReadOnlyList<string>)[m.When, Mebibytes(m.Moment.Resident), Mebibytes(m.Moment.Peak), Mebibytes(m.Managed), $"{m.Moment.Threads}"]));
        section.Text($"""
            From {Halves:#,0} to {2 * Halves:#,0} runs resident memory moved by {Figures.Number(growth)} MiB: {section.AtMost("growth of resident memory under load", growth, GrowthLimit, "MiB")}.

            The real program as one process, the load and the scripted model (OpenAI's interface, streamed, {Latency.TotalMilliseconds} ms) in a second one, over
            loopback and on the same cores. Each run is a `POST /query` with a document of its own of 1 to 5,000 lines, one turn of the model, and a trace on
            disk; its answer is the number of its lines, which no other of the {2 * Halves:#,0} has. A run is lost whose trace is not there, is not done, or has another answer
            than was sent, or that `GET /runs` does not count. Times are from before the request to after the answer; processor time is the service's.
            """);
        await report.AddAsync(section);

        async Task NoteAsync(string when) => memory.Add((when, server.Now(), (long)(await generator.StatsAsync())!["process"]!["managed_bytes"]!));
    }

    private static void Table(Section section, IReadOnlyList<LoadPhase> phases) => section.Table(
        ["", "runs", "runs a second", "p50", "p99", "slowest", "processor a run"],
        phases.Select(p => (IReadOnlyList<string>)
        [
            p.Name,
            $"{p.Runs.Count:#,0}",
            Figures.Number(p.PerSecond),
            $"{Figures.Number(p.Quantile(0.5))} ms",
            $"{Figures.Number(p.Quantile(0.99))} ms",
            $"{Figures.Number(p.Quantile(1))} ms",
            $"{Figures.Number(p.ProcessorMs)} ms",
        ]));

    /// <summary>Runs that were answered and are not to be found again, and those that the service counts besides.</summary>
    private static int Lost(IReadOnlyList<LoadRun> runs, string home, int listed)
    {
        var answered = runs.Where(r => r.Error is null).ToList();
        var kept = new RunStore(Path.Combine(home, "runs"), TimeProvider.System).List().ToDictionary(r => r.Id);
        var missing = answered.Count(r => r.RunId is null || !kept.TryGetValue(r.RunId, out var run) || run.Status != RunStatus.Done || run.Answer != r.Answer);
        return missing + Math.Abs(listed - answered.Select(r => r.RunId).Distinct().Count());
    }

    private static string Mebibytes(long bytes) => $"{Figures.Number(Sizes.Mebibytes(bytes))} MiB";
}
