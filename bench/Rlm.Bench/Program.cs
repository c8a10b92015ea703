using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Rlm.Bench;

// Without arguments everything is measured and bench/RESULTS.md written; `hits`, `cold`, `compare` and `cores` measure
// one part and print it.
var part = args.FirstOrDefault();
if (part is not (null or "hits" or "cold" or "compare" or "cores"))
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Rlm.Bench [hits|cold|compare|cores]");
    return 2;
}

var toolchain = await Bed.ToolchainAsync();
var report = new Report(toolchain);
report.Head();
if (part is null or "hits")
{
    var config = ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(7))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(Places.Work);
    report.Hits(BenchmarkRunner.Run<HitBenchmarks>(config));
}

if (part is null or "cold")
{
    report.Cold(await ColdCompile.MeasureAsync());
}

if (part is null or "compare")
{
    report.Compare(await SideBySide.MeasureAsync(toolchain));
}

if (part is null or "cores")
{
    report.Cores(await CoreComparison.MeasureAsync());
}

Console.WriteLine(report);
if (part is null)
{
    await File.WriteAllTextAsync(Places.Results, report.ToString());
}

return report.TargetsMet ? 0 : 1;
