using System.Text;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Rlm.Bench;

/// <summary>The sandbox and the native program in turn over the same document.</summary>
internal sealed record SideBySide(IReadOnlyList<Sample> Sandbox, IReadOnlyList<Sample> Native, string NativeCompiler, ExecutionOutcome Last)
{
    private const int Times = 5;

    public static async Task<SideBySide> MeasureAsync(RustToolchain toolchain)
    {
        var native = await NativeProgram.BuildAsync(toolchain);
        var document = Corpus.Make();
        var cache = Bed.NewCache(disk: true);
        await Bed.ModuleAsync(cache, Bed.Source);

        var (ours, theirs) = (new List<Sample>(), new List<Sample>());
        ExecutionOutcome last = null!;
        for (var i = 0; i < Times; i++)
        {
            theirs.Add(await native.RunAsync(document));
            (var sample, last) = await RunAsync(cache, document);
            ours.Add(sample);
            if (ours[^1].Output != theirs[^1].Output)
            {
                throw new InvalidOperationException($"The results differ:\n{ours[^1].Output}\n-- and --\n{theirs[^1].Output}");
            }
        }

        return new SideBySide(ours, theirs, native.Compiler, last);
    }

    // All that one execution costs once the module is cached: lookup, instance, reading, checking UTF-8, running.
    private static async Task<(Sample Sample, ExecutionOutcome Outcome)> RunAsync(Wasm.Caching.ModuleCache cache, string document)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var file = File.OpenHandle(document);
        var module = await Bed.ModuleAsync(cache, Bed.Source);
        var outcome = await new WasmExecutor(new ExecutionOptions()).ExecuteAsync(module, [new FileInput(file)]);
        var whole = TimeProvider.System.GetElapsedTime(began);
        return outcome.Output is { } output
            ? (new Sample(Encoding.UTF8.GetString(output.Span), outcome.Timings.Run, whole), outcome)
            : throw new InvalidOperationException(outcome.Error!.Message);
    }
}
