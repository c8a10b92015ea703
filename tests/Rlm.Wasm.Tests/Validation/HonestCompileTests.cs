using System.Collections.Concurrent;
using Rlm.Testing;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>The honest analyses are ones: the real compiler takes them.</summary>
[Trait("Category", "Security")]
public sealed class HonestCompileTests
{
    [Fact]
    public async Task Honest_analyses_compile()
    {
        var all = SourceFiles.HonestAnalyses().ToList();
        var chosen = Cases.InFull ? all : [.. all.Where((_, i) => i % (all.Count / 10) == 0)];
        var failed = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            chosen,
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (source, cancel) =>
            {
                var result = await Sandbox.Compiler.CompileAsync(source.Text, cancel);
                if (result.Analysis is not { Fixes.Count: 0 })
                {
                    failed.Add($"{source.Name}: {result.Error?.Message ?? "it had to be mended"}");
                }
            });

        Assert.True(failed.IsEmpty, string.Join("\n\n", failed));
    }
}
