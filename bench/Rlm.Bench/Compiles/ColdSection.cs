using Rlm.Bench.Reports;
using Rlm.Wasm.Caching;

namespace Rlm.Bench.Compiles;

/// <summary>Where the time of a cold compile goes.</summary>
internal static class ColdSection
{
    private const string Emails =
        """
        pub fn analyze(input: &str) -> usize {
            let pattern = regex::Regex::new(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b").unwrap();
            pattern.find_iter(input).count()
        }
        """;

    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(22, "cold", "Cold compile");
        section.Table(["", "median", "fastest", "target"],
        [
            .. Rows(section, "word frequency", await ColdCompile.MeasureAsync(Bed.Source), 450),
            .. Rows(section, "with `regex`", await ColdCompile.MeasureAsync(Emails), 700),
        ]);
        await report.AddAsync(section);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(Section section, string name, IReadOnlyList<LookupTimings> timings, double limit)
    {
        yield return Row("validation", t => t.Validate);
        yield return Row("rustc and its linker", t => t.Compile);
        yield return Row("ahead of time, WebAssembly to native code", t => t.AheadOfTime);
        Func<LookupTimings, TimeSpan> all = t => t.Validate + t.Compile + t.AheadOfTime;
        yield return Row("together", all, section.AtMost($"cold compile of {name}", Figures.MedianMilliseconds(timings.Select(all)), limit, "ms"));

        IReadOnlyList<string> Row(string part, Func<LookupTimings, TimeSpan> time, string target = "") =>
        [
            $"{name}: {part}",
            $"{Figures.Number(Figures.MedianMilliseconds(timings.Select(time)))} ms",
            $"{Figures.Number(timings.Min(time).TotalMilliseconds)} ms",
            target,
        ];
    }
}
