using System.Text;
using Rlm.Analyses;
using Rlm.Documents;
using Rlm.Wasm;

namespace Rlm.Tests.Samples;

public sealed class SampleAnalysesTests
{
    public static TheoryData<string> Names => [.. SampleAnalysis.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Gives_its_known_truth_the_first_time_and_from_the_cache(string name)
    {
        var sample = SampleAnalysis.All.Single(a => a.Name == name);
        var sets = new List<DocumentSet>();
        try
        {
            foreach (var input in sample.Inputs)
            {
                var loaded = await new DocumentLoader(new DocumentOptions()).LoadAsync([SampleAnalysis.Document(input.Document)], null, TestContext.Current.CancellationToken);
                Assert.Empty(loaded.Problems);
                sets.Add(loaded);
            }

            // Compiled when the disk tier, which all tests share, does not hold it yet: always in a fresh checkout.
            var first = await RunAsync(Sandbox.Runner, sample, sets);
            Assert.Equal(first.Facts.Cached, first.Facts.Timings.Compile == 0);

            // Another process finds it on disk, and then in memory.
            var runner = Sandbox.NewRunner(Sandbox.Locator);
            foreach (var again in new[] { await RunAsync(runner, sample, sets), await RunAsync(runner, sample, sets) })
            {
                Assert.True(again.Facts.Cached);
                Assert.Equal((0.0, 0.0), (again.Facts.Timings.Compile, again.Facts.Timings.Aot));
                Assert.Equal(first.Facts.Fuel, again.Facts.Fuel);
            }
        }
        finally
        {
            sets.ForEach(set => set.Dispose());
        }
    }

    [Fact]
    public void Every_file_of_an_analysis_is_listed_and_has_an_expected_output()
    {
        var files = Directory.EnumerateFiles(SampleAnalysis.Folder(), "*.rs").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(files, SampleAnalysis.All.Select(a => a.Name).Order(StringComparer.Ordinal));
        Assert.All(SampleAnalysis.All, a => Assert.NotEmpty(a.Expected));
    }

    private static async Task<AnalysisRun> RunAsync(AnalysisRunner runner, SampleAnalysis sample, List<DocumentSet> sets)
    {
        var run = await runner.RunAsync(sample.Source, Bind, null, TestContext.Current.CancellationToken);
        Assert.Null(run.Error);
        Assert.Equal(sample.Expected, Encoding.UTF8.GetString(run.Output!.Value.Span));
        return run;

        IReadOnlyList<Text>? Bind(IReadOnlyList<string> parameters, out WasmError? error)
        {
            error = null;
            Assert.Equal(sample.Inputs.Select(i => i.Name), parameters);
            return [.. sets.Select(s => s.Context)];
        }
    }
}
