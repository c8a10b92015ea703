using System.Globalization;
using System.Text;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Tests.Execution;

namespace Rlm.Wasm.Tests.Caching.Parts;

/// <summary>What is analysed again, and what is not; by counts.</summary>
public sealed class PartCacheTests
{
    private const int ChunkBytes = 4_096;

    private const string Words =
        """
        pub fn analyze(input: &str) -> String {
            let mut words: BTreeMap<&str, usize> = BTreeMap::new();
            for word in input.split_whitespace() { *words.entry(word).or_default() += 1; }
            println!("{} words", words.len());
            rlm::skipped(input.lines().next().unwrap_or(""));
            words.iter().take(1000).map(|(word, n)| format!("{word} {n}\n")).collect()
        }
        pub fn merge(parts: &[String]) -> String { parts.concat() }
        """;

    private const string Joined =
        """
        pub fn analyze(log: &str, other: &str) -> String {
            format!("{}{other}{}", log.len(), rlm::documents(log).map(|d| d.name).collect::<Vec<_>>().join(","))
        }
        pub fn merge(parts: &[String]) -> String { parts.join("+") }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_log_that_grew_only_new_chunks_are_analysed()
    {
        using var folder = new PartFolder();
        var module = await Sandbox.CompileAsync(Words);
        var log = Lines(0, (ChunkBytes * 63) + 1_000);
        var grown = log + Lines(1_000_000, log.Length / 20);

        var first = await folder.RunAsync(module, log, ChunkBytes);
        Assert.Equal((64, 0), (first.Chunks, first.CachedChunks));

        // The last chunk of the shorter log ended where the log did.
        var second = await folder.RunAsync(module, grown, ChunkBytes);
        Assert.Equal((67, 63), (second.Chunks, second.CachedChunks));
        Assert.Equal(await SaidWithoutAsync(module, grown), ParallelTests.Said(second));

        var third = await folder.RunAsync(module, grown, ChunkBytes);
        Assert.Equal(third.Chunks, third.CachedChunks);
        Assert.Single(folder.Files);
        Assert.Empty(folder.Logger.Warnings);
    }

    [Fact]
    public async Task An_edit_costs_the_chunks_from_it_to_where_borders_are_the_same_again()
    {
        using var folder = new PartFolder();
        var module = await Sandbox.CompileAsync(Words);
        var log = Lines(0, ChunkBytes * 64);
        var chunks = (await folder.RunAsync(module, log, ChunkBytes)).Chunks;

        // As long as before: all other chunks are what they were.
        var at = log.IndexOf("line 0000005000", StringComparison.Ordinal);
        var edited = log[..at] + "LINE" + log[(at + 4)..];
        var outcome = await folder.RunAsync(module, edited, ChunkBytes);
        Assert.Equal((chunks, chunks - 1), (outcome.Chunks, outcome.CachedChunks));
        Assert.Equal(await SaidWithoutAsync(module, edited), ParallelTests.Said(outcome));
    }

    [Fact]
    public async Task Usual_chunks_of_a_real_size_are_kept()
    {
        using var folder = new PartFolder();
        var module = await Sandbox.CompileAsync(Words);
        var log = Lines(0, 5 << 20);
        var cache = folder.Open(leastFuelPerByte: 40, leastBytes: 1 << 20);
        Task<ExecutionOutcome> RunAsync(string text) =>
            new WasmExecutor(new ExecutionOptions(), null, cache).ExecuteAsync(module, [AnalysisInput.FromText(text)], cancellationToken: Stop);

        Assert.Equal((3, 0), (await RunAsync(log) is var o ? (o.Chunks, o.CachedChunks) : default));
        var grown = await RunAsync(log + Lines(1_000_000, 1 << 20));
        Assert.Equal((3, 2), (grown.Chunks, grown.CachedChunks));
    }

    [Fact]
    public async Task Little_work_and_small_inputs_are_not_kept()
    {
        using var folder = new PartFolder();
        const string light =
            """
            pub fn analyze(input: &str) -> usize { input.len() }
            pub fn merge(parts: &[String]) -> usize { parts.len() }
            """;
        var log = AnalysisInput.FromText(Lines(0, ChunkBytes * 8));
        var cache = folder.Open(leastFuelPerByte: 40);
        await PartFolder.RunAsync(cache, await Sandbox.CompileAsync(light), [log], ChunkBytes);
        Assert.Empty(folder.Files);

        var words = await Sandbox.CompileAsync(Words);
        await PartFolder.RunAsync(folder.Open(leastBytes: log.Length + 1), words, [log], ChunkBytes);
        Assert.Empty(folder.Files);

        await PartFolder.RunAsync(folder.Open(leastFuelPerByte: 40, leastBytes: log.Length), words, [log], ChunkBytes);
        Assert.Single(folder.Files);
    }

    [Fact]
    public async Task Another_module_another_input_and_another_name_of_a_document_are_something_else()
    {
        using var folder = new PartFolder();
        var (module, log) = (await Sandbox.CompileAsync(Joined), Lines(0, ChunkBytes * 4));
        await RunAsync("a", "x.log", 4, 0);
        await RunAsync("a", "x.log", 4, 4);
        await RunAsync("b", "x.log", 4, 0);
        await RunAsync("a", "y.log", 4, 0);
        await RunAsync("b", "x.log", 4, 4);
        await RunAsync("a", "x.log", 4, 4);
        module = await Sandbox.CompileAsync(Joined.Replace("+", "-", StringComparison.Ordinal));
        await RunAsync("a", "x.log", 4, 0);

        async Task RunAsync(string other, string name, int chunks, int cached)
        {
            IReadOnlyList<AnalysisInput> inputs = [new DocumentsInput((name, log)), AnalysisInput.FromText(other)];
            var outcome = await folder.RunAsync(module, inputs, ChunkBytes);
            Assert.Equal((chunks, cached), (outcome.Chunks, outcome.CachedChunks));
            Assert.Equal(
                ParallelTests.Said(await PartFolder.RunAsync(null, module, inputs, ChunkBytes)), ParallelTests.Said(outcome));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chunk_that_asked_its_host_is_asked_for_again(bool hasHost)
    {
        using var folder = new PartFolder();
        const string asks =
            """
            pub fn analyze(input: &str) -> String {
                if input.contains("ask") { format!("{:?}", rlm::var("v")) } else { input.len().to_string() }
            }
            pub fn merge(parts: &[String]) -> String { parts.join("+") }
            """;
        var module = await Sandbox.CompileAsync(asks);
        for (var round = 0; round < 3; round++)
        {
            var number = round.ToString(CultureInfo.InvariantCulture);
            var host = hasHost ? new TestHost { OnVariable = _ => HostReply.Answer(number) } : null;
            var outcome = await folder.RunAsync(module, "a\nask\nb\n", 1, null, host);
            Assert.Equal((3, round == 0 ? 0 : 2), (outcome.Chunks, outcome.CachedChunks));
            Assert.Contains(hasHost ? $"Ok(\"{number}\")" : "Err", outcome.Text(), StringComparison.Ordinal);
        }

        // Without a host it was refused, and with one it is answered.
        var other = await folder.RunAsync(module, "a\nask\nb\n", 1, null, new TestHost { OnVariable = _ => HostReply.Answer("now") });
        Assert.Equal("2+Ok(\"now\")+2", other.Text());
    }

    [Fact]
    public async Task What_was_done_before_a_failure_is_kept_and_the_failure_is_not()
    {
        using var folder = new PartFolder();
        var module = await Sandbox.CompileAsync(ParallelTests.Obedient);
        const string text = "a\nb\npanic 7\nc\n";
        var options = new ExecutionOptions { Parallelism = 1 };
        var first = await folder.RunAsync(module, text, 1, options);
        var second = await folder.RunAsync(module, text, 1, options);
        Assert.Equal(WasmErrorCode.Panicked, second.Error!.Code);
        Assert.Equal((0, 2), (first.CachedChunks, second.CachedChunks));
        Assert.Equal(ParallelTests.Said(first), ParallelTests.Said(second));
    }

    [Fact]
    public async Task What_was_done_before_somebody_gave_up_is_kept()
    {
        using var folder = new PartFolder();
        var module = await Sandbox.CompileAsync(Words);
        var log = Lines(0, ChunkBytes * 8);
        using var cancel = new CancellationTokenSource();
        var progress = new Watch(done =>
        {
            if (done == 3)
            {
                cancel.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new WasmExecutor(new ExecutionOptions { Parallelism = 1 }, null, folder.Open()) { ChunkBytes = ChunkBytes }
                .ExecuteAsync(module, [AnalysisInput.FromText(log)], null, progress, cancel.Token));

        Assert.Equal(3, (await folder.RunAsync(module, log, ChunkBytes)).CachedChunks);
    }

    [Fact]
    public async Task A_chunk_that_was_refused_memory_is_analysed_again()
    {
        using var folder = new PartFolder();
        var module = await Sandbox.CompileAsync(ParallelTests.Obedient);
        const string text = "a\ntry 12\nb\n";
        var (tight, wide) = (new ExecutionOptions { MemoryLimit = 8 << 20 }, new ExecutionOptions { MemoryLimit = 64 << 20 });
        foreach (var (options, cached) in new[] { (tight, 0), (tight, 2), (wide, 2), (wide, 3), (tight, 2) })
        {
            var outcome = await folder.RunAsync(module, text, 1, options);
            Assert.Equal(cached, outcome.CachedChunks);
            Assert.Equal(options == tight, outcome.Text().Contains("refused", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_part_that_is_too_large_is_not_kept()
    {
        using var folder = new PartFolder();
        const string repeats =
            """
            pub fn analyze(input: &str) -> String { input.trim().repeat(600_000) }
            pub fn merge(parts: &[String]) -> usize { parts.iter().map(|p| p.len()).sum() }
            """;
        var module = await Sandbox.CompileAsync(repeats);
        await folder.RunAsync(module, "a\nbb\nc\n", 1);
        var outcome = await folder.RunAsync(module, "a\nbb\nc\n", 1);
        Assert.Equal(("2400000", 2), (outcome.Text(), outcome.CachedChunks));
    }

    [Fact]
    public async Task Bundles_count_toward_the_disk_limit_and_the_oldest_goes_first()
    {
        using var folder = new PartFolder(maxBytes: 300_000);
        var module = await Sandbox.CompileAsync(Words);
        for (var log = 0; log < 12; log++)
        {
            await folder.RunAsync(module, Lines(log * 1_000_000, ChunkBytes * 16), ChunkBytes);
            Assert.All(folder.Files, file => Assert.InRange(new FileInfo(file).Length, 1, 300_000 / 4));
            Assert.InRange(folder.Files.Sum(file => new FileInfo(file).Length), 1, 300_000);
        }

        // The last one is there, the first one is not.
        Assert.NotEqual(0, (await folder.RunAsync(module, Lines(11 * 1_000_000, ChunkBytes * 16), ChunkBytes)).CachedChunks);
        Assert.Equal(0, (await folder.RunAsync(module, Lines(0, ChunkBytes * 16), ChunkBytes)).CachedChunks);
    }

    [Fact]
    public async Task A_disk_that_fails_costs_the_keeping_and_one_warning()
    {
        using var folder = new PartFolder();
        using var other = new TempFolder();
        var module = await Sandbox.CompileAsync(Words);
        var logger = new ListLogger<ModuleCache>();
        var disk = new DiskTier(Path.Combine(other.Write("file", ""), "modules"), 1 << 20, folder.Key, TimeProvider.System, logger);
        var cache = folder.Open(disk: disk);
        var log = Lines(0, ChunkBytes * 4);
        for (var round = 0; round < 2; round++)
        {
            var outcome = await PartFolder.RunAsync(cache, module, [AnalysisInput.FromText(log)], ChunkBytes);
            Assert.Equal(0, outcome.CachedChunks);
            Assert.Equal(await SaidWithoutAsync(module, log), ParallelTests.Said(outcome));
        }

        Assert.Single(logger.Warnings);
    }

    [Fact]
    public async Task The_cache_of_modules_gives_counts_verifies_and_clears_them()
    {
        using var folder = new TempFolder();
        var options = new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("keys", "key") };
        var cache = new ModuleCache(Sandbox.Compiler, options);
        var module = (await cache.GetAsync(Words, Stop)).Module!;
        var log = AnalysisInput.FromText(Lines(0, 3 << 20));
        var executor = new WasmExecutor(new ExecutionOptions(), null, cache.Parts);
        Assert.Equal(0, (await executor.ExecuteAsync(module, [log], cancellationToken: Stop)).CachedChunks);
        Assert.Equal(2, (await executor.ExecuteAsync(module, [log], cancellationToken: Stop)).CachedChunks);

        var stats = cache.GetStats();
        Assert.Equal((1, 1), (stats.DiskItems, stats.PartBundles));
        Assert.InRange(stats.PartBytes, 1, stats.DiskBytes - 1);
        Assert.Equal(2, cache.Verify(Stop).Good);
        var file = Assert.Single(Directory.GetFiles(options.Folder!, "*.parts"));
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Stop);
        Assert.Equal([Path.GetFileNameWithoutExtension(file)], cache.Verify(Stop).Removed);
        Assert.False(File.Exists(file));

        Assert.Equal(0, (await executor.ExecuteAsync(module, [log], cancellationToken: Stop)).CachedChunks);
        Assert.Equal(2, cache.Clear());
        Assert.Empty(Directory.EnumerateFiles(options.Folder!));
        Assert.Null(new ModuleCache(Sandbox.Compiler, options with { KeepParts = false }).Parts);
        Assert.Null(new ModuleCache(Sandbox.Compiler, options with { Folder = null }).Parts);
    }

    private static async Task<string> SaidWithoutAsync(AnalysisModule module, string text) =>
        ParallelTests.Said(await PartFolder.RunAsync(null, module, [AnalysisInput.FromText(text)], ChunkBytes));

    /// <summary>Lines of 16 bytes, each with a number of its own, so that no two chunks are the same.</summary>
    private static string Lines(int from, int bytes)
    {
        var text = new StringBuilder(bytes + 16);
        for (var i = from; text.Length < bytes; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"line {i:d10}\n");
        }

        return text.ToString();
    }

    private sealed class Watch(Action<int> onDone) : IProgress<ExecutionProgress>
    {
        public void Report(ExecutionProgress value) => onDone(value.Done);
    }
}
