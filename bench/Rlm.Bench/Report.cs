using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Reports;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Toolchain;

namespace Rlm.Bench;

/// <summary>The results as a page.</summary>
internal sealed class Report(RustToolchain toolchain)
{
    private readonly StringBuilder _text = new();

    public bool TargetsMet { get; private set; } = true;

    public void Head() => _text.Append(CultureInfo.InvariantCulture, $"""
        # Benchmarks

        Made by `dotnet run -c Release --project bench/Rlm.Bench`, which is what `make bench` calls.

        - machine: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}
        - {RuntimeInformation.FrameworkDescription}, {typeof(global::Wasmtime.Engine).Assembly.GetName().Name} {typeof(global::Wasmtime.Engine).Assembly.GetName().Version}
        - rustc {toolchain.Version} for the sandbox
        - load of the machine before the run: {Load()}

        All of it is the analysis `samples/analyses/word-frequency.rs`, unless it says otherwise.


        """);

    public void Hits(Summary summary)
    {
        Section("Repeated analyses", "median", "target");
        foreach (var report in summary.Reports)
        {
            var microseconds = report.ResultStatistics!.Median / 1000;
            var (target, met) = report.BenchmarkCase.Descriptor.WorkloadMethod.Name switch
            {
                nameof(HitBenchmarks.MemoryHitAndRun) => Below(microseconds, 200, "µs"),
                nameof(HitBenchmarks.DiskHit) => Below(microseconds, 2000, "µs"),
                _ => ("", true),
            };
            Row(report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), Number(microseconds, "µs"), target, met);
        }
    }

    public void Cold(IReadOnlyList<LookupTimings> timings)
    {
        Section("Cold compile", "median", "fastest", "target");
        Part("validation", t => t.Validate);
        Part("rustc and its linker", t => t.Compile);
        Part("ahead of time, WebAssembly to native code", t => t.AheadOfTime);
        Func<LookupTimings, TimeSpan> all = t => t.Validate + t.Compile + t.AheadOfTime;
        var (target, met) = Below(Median(timings.Select(all)), 800, "ms");
        Part("together", all, target, met);

        void Part(string name, Func<LookupTimings, TimeSpan> part, string goal = "", bool reached = true) =>
            Row(name, $"{Number(Median(timings.Select(part)), "ms")} | {Number(timings.Min(part).TotalMilliseconds, "ms")}", goal, reached);
    }

    public void Compare(SideBySide run)
    {
        Section("100 MB of text, one core, against the same Rust as a native `-O` program", "sandbox", "native", "ratio", "fastest of each", "target");
        Ratio("`analyze` alone", run, sample => sample.Analyze);
        Ratio("with reading the document", run, sample => sample.Whole);
        _text.Append(CultureInfo.InvariantCulture, $"""

            Medians of {run.Sandbox.Count} runs each, in turn in one run, with equal results. The native program was made by {run.NativeCompiler}.
            The sandbox used {(double)run.Last.FuelUsed / Corpus.Bytes:0} fuel a byte, {run.Last.MemoryBytes / (double)Corpus.Bytes:0.0} bytes of memory a byte of input; its
            instance took {run.Last.Timings.Instantiate.TotalMilliseconds:0.00} ms, reading and checking the input {run.Last.Timings.Load.TotalMilliseconds:0} ms.

            """);
    }

    public void Cores(IReadOnlyList<CoreComparison> runs)
    {
        Section("100 MB of text with `merge`, lookup and reading included", [.. runs[0].Cores.Select(c => $"{c} at once"), "ratio", "fastest of each", ""]);
        foreach (var run in runs)
        {
            var (one, all) = (run.Whole[0], run.Whole[^1]);
            var times = run.Whole.Select(times => Number(Median(times), "ms"));
            var value = $"{string.Join(" | ", times)} | {Number(Median(one) / Median(all), "")} | {Number(one.Min() / all.Min(), "")}";
            Row($"{run.Name}, {run.Chunks} chunks", value, "", true);
        }
    }

    public override string ToString() => _text.ToString().TrimEnd() + "\n";

    private void Section(string title, params string[] columns) => _text
        .Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| | {string.Join(" | ", columns)} |\n|---|{string.Concat(columns.Select(_ => "---:|"))}\n");

    private void Ratio(string name, SideBySide run, Func<Sample, TimeSpan> part)
    {
        var (ours, native) = (Median(run.Sandbox.Select(part)), Median(run.Native.Select(part)));
        var (target, met) = Below(ours / native, 2.5, "");
        var fastest = run.Sandbox.Min(part) / run.Native.Min(part);
        Row(name, $"{Number(ours, "ms")} | {Number(native, "ms")} | {Number(ours / native, "")} | {Number(fastest, "")}", target, met);
    }

    private void Row(string name, string value, string target, bool met)
    {
        TargetsMet &= met;
        _text.Append(CultureInfo.InvariantCulture, $"| {name} | {value} | {target} |\n");
    }

    private static (string Text, bool Met) Below(double value, double limit, string unit) =>
        ($"at most {limit:#,0.##} {unit}".TrimEnd() + (value <= limit ? "" : ", **missed**"), value <= limit);

    private static string Number(double value, string unit) =>
        value.ToString(value < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture) + (unit.Length > 0 ? " " + unit : "");

    private static double Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(t => t.TotalMilliseconds).Order().ToList();
        return sorted[sorted.Count / 2];
    }

    // Times on a machine that others use are what they are only together with this.
    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
        : "unknown processor";
}
