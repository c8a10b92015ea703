using Rlm.Testing;
using Rlm.Wasm.CacheHost;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>One source, 64 threads in each of four processes, one folder: one compile a process, and the same bytes for all.</summary>
[Trait("Category", "Security")]
public sealed class ManyAskersTests
{
    private const int Processes = 4;
    private const int Threads = 64;

    [Fact]
    public async Task A_ready_made_module_becomes_native_once_a_process()
    {
        using var folder = new TempFolder();
        await AskInRoundsAsync(folder, Cases.Of(full: 490, quick: 10), async round =>
        {
            await File.WriteAllBytesAsync(folder.PathOf("module.wasm"), SmallModule.Wasm(round), TestContext.Current.CancellationToken);
            return ["module", folder.PathOf("module.wasm")];
        });
    }

    [Fact]
    public async Task A_source_is_compiled_once_a_process()
    {
        using var folder = new TempFolder();
        await AskInRoundsAsync(folder, Cases.Of(full: 10, quick: 1), round => Task.FromResult<string[]>(
            ["source", $"pub fn analyze(input: &str) -> String {{ format!(\"{round} {{}}\", input.lines().count()) }}"]));
    }

    private static async Task AskInRoundsAsync(TempFolder folder, int rounds, Func<int, Task<string[]>> question)
    {
        var options = SmallModule.Options(folder);
        var hosts = Enumerable.Range(0, Processes).Select(_ => CacheHostProcess.Start()).ToList();
        try
        {
            var before = await AllAsync(hosts, "open", options.Folder!, options.KeyFile!);
            for (var round = 0; round < rounds; round++)
            {
                var after = await AllAsync(hosts, [.. await question(round), $"{Threads}"]);

                Assert.All(after, answer => Assert.Null(answer.Error));
                Assert.All(after, answer => Assert.Equal(1, answer.Modules));
                Assert.Single(after.Select(answer => answer.Native).Distinct());

                // Who comes late finds the entry of another process; nobody compiles twice.
                Assert.All(after.Zip(before), pair => Assert.Equal(1, Made(pair.First) - Made(pair.Second)));
                Assert.InRange(after.Sum(a => a.Misses) - before.Sum(a => a.Misses), 1, Processes);
                Assert.All(after.Zip(before), pair => Assert.Equal(Threads - 1, pair.First.MemoryHits - pair.Second.MemoryHits));
                before = after;
            }

            Assert.All(before, answer => Assert.Empty(answer.Warnings));
            Assert.All(before, answer => Assert.Equal(0, answer.Refused));
        }
        finally
        {
            hosts.ForEach(host => host.Dispose());
        }

        var (good, removed) = SmallModule.Cache(folder).Verify(TestContext.Current.CancellationToken);
        Assert.Equal((rounds, 0), (good, removed.Count));
        Assert.Equal(rounds, Directory.EnumerateFileSystemEntries(options.Folder!).Count());
    }

    private static long Made(HostAnswer answer) => answer.Misses + answer.DiskHits;

    private static Task<HostAnswer[]> AllAsync(IEnumerable<CacheHostProcess> hosts, params string[] words) =>
        Task.WhenAll(hosts.Select(host => host.AskAsync(words)));
}
