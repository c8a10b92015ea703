using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Rlm.Bench.Reports;

namespace Rlm.Bench.Hits;

/// <summary>What a repeated analysis costs before its own work begins.</summary>
internal static class HitSection
{
    public static async Task AddAsync(Report report, IReadOnlyList<string> options)
    {
        var section = new Section(20, "hits", "Repeated analyses");
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(7))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Places.Work);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var measured in BenchmarkRunner.Run<HitBenchmarks>(config).Reports)
        {
            var method = measured.BenchmarkCase.Descriptor;
            if (measured.ResultStatistics is null)
            {
                throw new InvalidOperationException($"{method.WorkloadMethod.Name} failed; what it said is above.");
            }

            var microseconds = measured.ResultStatistics.Median / 1000;
            rows.Add([method.WorkloadMethodDisplayInfo.Trim('\''), $"{Figures.Number(microseconds)} µs", Target(section, method.WorkloadMethod.Name, microseconds)]);
        }

        await report.AddAsync(section.Table(["", "median", "target"], rows));
    }

    private static string Target(Section section, string method, double microseconds) => method switch
    {
        nameof(HitBenchmarks.MemoryHitAndRun) => section.AtMost("memory hit and run", microseconds, 200, "µs"),
        nameof(HitBenchmarks.DiskHit) => section.AtMost("disk hit", microseconds, 2000, "µs"),
        _ => "",
    };
}
