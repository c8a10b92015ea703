using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Tests.Validation;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>Whatever the source, there is an analysis or a typed error that speaks of the source.</summary>
[Trait("Category", "Security")]
public sealed class CompileFuzzTests
{
    [Fact]
    public async Task Any_source_compiles_or_is_the_authors_mistake()
    {
        var seed = Environment.GetEnvironmentVariable("RLM_TEST_SEED") ?? new PCG(1).ToString();
        var random = PCG.Parse(seed);
        var sources = MutatedRust.ThatPass.Generate(random, Cases.Of(full: 300, quick: 10));
        var ends = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            sources,
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (source, cancel) =>
            {
                var result = await Sandbox.Compiler.CompileAsync(source, cancel);
                Check(source, result, seed);
                ends.Add(result.Error?.Code.ToString() ?? "compiled");
            });

        TestContext.Current.SendDiagnosticMessage(
            $"seed {seed}: {string.Join(", ", ends.CountBy(end => end).OrderByDescending(end => end.Value).Select(end => string.Create(CultureInfo.InvariantCulture, $"{end.Value} {end.Key}")))}");

        // A few may all go one way by chance.
        if (Cases.InFull)
        {
            Assert.Contains("compiled", ends);
            Assert.Contains(nameof(WasmErrorCode.CompilationFailed), ends);
        }
    }

    [Fact]
    public async Task Any_text_is_refused_or_passes_without_a_compiler_being_asked_for_nonsense()
    {
        var seed = Environment.GetEnvironmentVariable("RLM_TEST_SEED") ?? new PCG(1).ToString();
        var random = PCG.Parse(seed);
        var texts = Gen.OneOf(RustText.Soup, RustText.Noise, RustText.Bytes);

        for (var i = 0; i < Cases.Of(full: 5_000, quick: 500); i++)
        {
            var text = texts.Generate(random, null, out _);
            Check(text, await Sandbox.Compiler.CompileAsync(text, TestContext.Current.CancellationToken), seed);
        }
    }

    private static void Check(string source, CompilationResult result, string seed)
    {
        var about = $"RLM_TEST_SEED={seed}\n{result.Error?.Message}\n----\n{source}";
        Assert.True(result.Analysis is null != result.Error is null, about);
        if (result.Error is { } error)
        {
            Assert.True(error.Code is WasmErrorCode.InvalidSource or WasmErrorCode.CompilationFailed or WasmErrorCode.CompilationTimedOut, about);
            Assert.False(string.IsNullOrWhiteSpace(error.Message), about);
            Assert.True(error.Line is null || (error.Line >= 1 && error.Line <= source.Count(c => c == '\n') + 1), about);
        }
        else
        {
            Assert.NotNull(SourceValidator.Validate(source).Source);
            Assert.True(result.Analysis!.Wasm.Span.StartsWith("\0asm"u8), about);
        }
    }
}
