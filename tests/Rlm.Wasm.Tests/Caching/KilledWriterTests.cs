using Rlm.Testing;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Processes that are killed while they write, beside one that lives.</summary>
[Trait("Category", "Security")]
public sealed class KilledWriterTests
{
    [Fact]
    public async Task After_a_kill_there_are_whole_entries_and_the_next_start_sweeps_the_rest()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere nobody can tell whether a writer lives; its files go after an hour.");
        using var folder = new TempFolder();
        var (modules, keyFile) = (SmallModule.Options(folder).Folder!, SmallModule.Options(folder).KeyFile!);
        var key = SealKey.LoadOrCreate(keyFile);
        var logger = new ListLogger<ModuleCache>();
        var kills = Cases.Of(full: 500, quick: 20);
        var (left, entries) = (0, 0);

        using var survivor = CacheHostProcess.Start();
        await survivor.TellAsync("write", modules, keyFile, "0");
        var survived = LastAnswerAsync(survivor);
        for (var kill = 1; kill <= kills; kill++)
        {
            var random = new Random(kill);
            using var victim = CacheHostProcess.Start();
            await victim.TellAsync("write", modules, keyFile, $"{kill}");
            for (var written = random.Next(1, 6); written > 0; written--)
            {
                Assert.NotNull(await victim.HearAsync());
            }

            // From its last line on it writes the next entry; somewhere in that the signal finds it.
            Thread.SpinWait(random.Next(200_000));
            await victim.KillAsync();
            left += FilesOf(modules, victim.Id).Count();

            var next = new DiskTier(modules, 64 << 20, key, TimeProvider.System, logger);
            next.Start();

            Assert.Empty(FilesOf(modules, victim.Id));
            var states = next.Keys().Select(next.Verify).ToList();
            Assert.DoesNotContain(EntryState.Refused, states);
            Assert.DoesNotContain(EntryState.Unreadable, states);
            entries = states.Count;
        }

        // The one that lived lost nothing to the sweeping of others.
        await survivor.TellAsync("stop");
        Assert.Contains("\"Warnings\":[]", await survived, StringComparison.Ordinal);
        Assert.Empty(logger.Warnings);
        Assert.InRange(entries, 1, 64);
        Assert.DoesNotContain(Directory.EnumerateFiles(modules), file => file.EndsWith(".tmp", StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper!.WriteLine($"{kills} kills, {left} of them in a write; {entries} entries, all whole");
        Assert.True(left > 0 || !Cases.InFull, "No kill fell into a write.");
    }

    private static IEnumerable<string> FilesOf(string folder, int process) =>
        Directory.EnumerateFiles(folder).Where(file => file.Contains($".{process}.", StringComparison.Ordinal));

    private static async Task<string> LastAnswerAsync(CacheHostProcess process)
    {
        while (true)
        {
            var line = await process.HearAsync() ?? throw new InvalidOperationException("The process that was to live has ended.");
            if (line.StartsWith('{'))
            {
                return line;
            }
        }
    }
}
