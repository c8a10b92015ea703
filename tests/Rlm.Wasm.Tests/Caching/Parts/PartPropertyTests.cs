using Rlm.Testing;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Tests.Execution;

namespace Rlm.Wasm.Tests.Caching.Parts;

/// <summary>With parts kept or not, cold or warm, whatever the text and the limits: the same outcome.</summary>
[Trait("Category", "Security")]
public sealed class PartPropertyTests
{
    private const int PageBytes = 64 << 10;

    [Fact]
    public async Task An_outcome_is_the_same_without_parts_with_them_and_after_any_change()
    {
        var module = await Sandbox.CompileAsync(ParallelTests.Obedient);
        var (cached, ran, kinds) = (0, 0, new Dictionary<string, int>());
        for (var seed = 0; seed < Cases.Of(full: 2_000, quick: 60); seed++)
        {
            using var folder = new PartFolder();
            var random = new Random(seed);
            var chunkBytes = random.Next(1, 120);
            var text = ParallelTests.Text(random);
            var free = await PartFolder.RunAsync(null, module, [AnalysisInput.FromText(text)], chunkBytes);
            for (var round = 0; round < 4; round++)
            {
                var options = Limits(random, free);
                var plain = await PartFolder.RunAsync(null, module, [AnalysisInput.FromText(text)], chunkBytes, options with { Parallelism = 1 });
                var kept = await folder.RunAsync(module, text, chunkBytes, options);
                Assert.True(
                    ParallelTests.Said(plain) == ParallelTests.Said(kept),
                    $"seed {seed}, round {round}, {options}:\n{ParallelTests.Said(plain)}\n-- and, with {kept.CachedChunks} kept --\n{ParallelTests.Said(kept)}");
                cached += kept.CachedChunks;
                ran += kept.Chunks - kept.CachedChunks;
                var kind = kept.Error?.Code.ToString() ?? "result";
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                text = Change(random, text);
            }

            Assert.Empty(folder.Logger.Warnings);
        }

        // Otherwise the cases are not what they are meant to be.
        Assert.True(cached > 100 && ran > 100 && kinds.Count >= 4, $"{cached} kept, {ran} ran; {string.Join(", ", kinds)}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{cached} chunks were kept, {ran} ran; {string.Join(", ", kinds)}");
    }

    [Fact]
    public async Task Limits_just_above_and_just_below_what_kept_parts_took_give_what_they_give_without()
    {
        var module = await Sandbox.CompileAsync(ParallelTests.Obedient);
        const string text = "ann bob\nwork 3\nkeep 4\ndora\nwork 1\nsay x\n";
        for (var chunk = 1; chunk <= 5; chunk++)
        {
            // What the chunks up to this one take, exactly.
            var head = string.Concat(text.Split('\n').Take(chunk).Select(line => line + "\n"));
            using var folder = new PartFolder();
            var all = await folder.RunAsync(module, text, 1);
            var merged = await PartFolder.RunAsync(null, module, [AnalysisInput.FromText(head + "panic 1\n")], 1);
            var panic = await PartFolder.RunAsync(null, module, [AnalysisInput.FromText("panic 1\n")], 1);
            var fuel = merged.FuelUsed - panic.FuelUsed;
            foreach (var options in Near(fuel).Concat(Near(all.FuelUsed)).Select(f => new ExecutionOptions { FuelLimit = f }).Concat(
                new[] { -PageBytes, -1, 0, 1, PageBytes }.Select(d => new ExecutionOptions { MemoryLimit = all.MemoryBytes + d })))
            {
                var plain = await PartFolder.RunAsync(null, module, [AnalysisInput.FromText(text)], 1, options with { Parallelism = 1 });
                Assert.Equal(ParallelTests.Said(plain), ParallelTests.Said(await folder.RunAsync(module, text, 1, options)));
                Assert.Equal(ParallelTests.Said(plain), ParallelTests.Said(await folder.RunAsync(module, text, 1, options with { Parallelism = 1 })));
            }
        }

        static IEnumerable<ulong> Near(ulong fuel) => Enumerable.Range(-3, 7).Select(d => (ulong)((long)fuel + d));
    }

    private static ExecutionOptions Limits(Random random, ExecutionOutcome free) => new()
    {
        Parallelism = random.Next(1, 4),
        FuelLimit = random.Next(3) switch
        {
            0 => (ulong)(free.FuelUsed * (0.2 + random.NextDouble())) + 1,
            1 => (ulong)Math.Max(1, (long)free.FuelUsed + random.Next(-2, 3)),
            _ => null,
        },
        MemoryLimit = random.Next(3) switch
        {
            0 => (2 << 20) + random.Next(14 << 20),
            1 => Math.Max(PageBytes, free.MemoryBytes + (random.Next(-2, 3) * PageBytes)),
            _ => null,
        },
        OutputLimit = random.Next(4) == 0 ? random.Next(1, 100) : 64 << 20,
    };

    private static string Change(Random random, string text)
    {
        // Borders of characters, not of UTF-16 units.
        var lines = text.Split('\n');
        var at = random.Next(lines.Length);
        switch (random.Next(4))
        {
            case 0:
                return text;
            case 1:
                return text + ParallelTests.Text(random);
            case 2:
                lines[at] = "edited";
                return string.Join('\n', lines);
            default:
                return string.Join('\n', lines.Take(at).Concat(["new", "say new"]).Concat(lines.Skip(at + random.Next(2))));
        }
    }
}
