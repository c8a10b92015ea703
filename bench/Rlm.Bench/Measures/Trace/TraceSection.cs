using Rlm.Bench.Reports;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Bench.Measures.Trace;

/// <summary>How many events a second go into a trace and come back.</summary>
internal static class TraceSection
{
    private const int Events = 50_000;
    private const int Times = 5;

    /// <summary>A step has about five events and may cost a millisecond: a tenth of it for them.</summary>
    private const double LeastPerSecond = 50_000;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(51, "trace", "Events through the trace");
        var events = TraceEvents.Make(Events);
        var path = Path.Combine(Places.Work, "trace.jsonl");
        var (written, read) = (new List<double>(), new List<double>());
        var bytes = 0L;
        for (var i = 0; i <= Times; i++)
        {
            File.Delete(path);
            var began = TimeProvider.System.GetTimestamp();
            using (var trace = RunTrace.Create(path))
            {
                foreach (var one in events)
                {
                    trace.Append(one);
                }
            }

            var write = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            began = TimeProvider.System.GetTimestamp();
            var back = TraceReader.Read(path);
            var reading = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            bytes = new FileInfo(path).Length;
            if (i == 0)
            {
                Check(events, back);
            }
            else
            {
                written.Add(write);
                read.Add(reading);
            }
        }

        File.Delete(path);
        section.Table(["", "events a second", "MB a second", "µs an event", "target"],
        [
            Row("written, each handed to the kernel before anybody acts on it", written, section),
            Row("read back and parsed", read, section),
        ]);
        section.Text($"{Events:#,0} events of {bytes / Events:#,0} bytes on average: turns, commands and what was shown of them. Medians of {Times}; what is read back is compared with what was written.");
        await report.AddAsync(section);

        IReadOnlyList<string> Row(string name, List<double> seconds, Section target)
        {
            var rate = Events / Figures.Median(seconds);
            return
            [
                name,
                Figures.Number(rate),
                Figures.Number(bytes / 1e6 / Figures.Median(seconds)),
                Figures.Number(1e6 / rate),
                target.AtLeast($"events, {name}", rate, LeastPerSecond, "a second"),
            ];
        }
    }

    private static void Check(IReadOnlyList<RunEvent> before, IReadOnlyList<RunEvent> after)
    {
        // Records hold lists, which are compared by identity; what they are written as tells all of them.
        for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            if (before.Count != after.Count || Text(before[i]) != Text(after[i]))
            {
                throw new InvalidOperationException($"Event {i} of {before.Count} came back as another one, or not at all.");
            }
        }
    }

    private static string Text(RunEvent one) => System.Text.Json.JsonSerializer.Serialize(one, RunJson.Event);
}
