using System.Diagnostics;
using Rlm.Testing;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>Executions of every kind, one after the other and at once, leave nothing behind.</summary>
[Trait("Category", "Security")]
[Collection(Alone.Name)]
public sealed class SoakTests
{
    private const string Words =
        """
        pub fn analyze(input: &str) -> String {
            let mut words: HashMap<&str, usize> = HashMap::new();
            for word in input.split_whitespace() { *words.entry(word).or_default() += 1; }
            println!("{} words", words.len());
            words.len().to_string()
        }
        """;

    private const string Panics = "pub fn analyze(input: &str) -> String { let v: Vec<&str> = input.split(' ').collect(); v[100_000].to_string() }";
    private const string Asks = "pub fn analyze(input: &str) -> String { let mut n = 0; loop { n += rlm::var(input).unwrap_or_default().len(); if n == 7 { return n.to_string(); } } }";
    private const string Busy = "pub fn analyze(input: &str) -> u64 { let mut n = input.len() as u64; while n != 1 { n = std::hint::black_box(n ^ 0); } n }";
    private const string Hungry = "pub fn analyze(input: &str) -> usize { std::hint::black_box(vec![1u8; 100_000_000 + input.len()]).len() }";

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static readonly AnalysisInput Input = AnalysisInput.FromText(string.Join(' ', Enumerable.Range(0, 400).Select(i => $"word{i % 90}")));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_handles_and_threads_stay_as_they_are()
    {
        var count = Cases.Of(20_000, 500);
        Func<Task>[] kinds = await KindsAsync();
        await RunAsync(kinds, Math.Max(250, count / 10));
        var before = Usage.Now();
        await RunAsync(kinds, count / 2);
        var half = Usage.Now();
        await RunAsync(kinds, count - (count / 2));
        var after = Usage.Now();
        TestContext.Current.SendDiagnosticMessage($"{before}\n{half}\n{after}");

        Assert.InRange(after.Managed - before.Managed, long.MinValue, 2 << 20);
        Assert.InRange(after.Resident - before.Resident, long.MinValue, 32 << 20);

        // The thread pool may still find its size in the first half. One in a thousand executions would be ten.
        Assert.InRange(after.Mappings - half.Mappings, int.MinValue, 32);
        Assert.InRange(after.Handles - half.Handles, int.MinValue, 8);
        Assert.InRange(after.Threads - half.Threads, int.MinValue, 8);
    }

    [Fact]
    public async Task Sixty_four_at_once_get_their_turn_beside_endless_ones()
    {
        using var cancel = new CancellationTokenSource();
        var busy = await Sandbox.CompileAsync(Busy);
        var endless = new WasmExecutor(new ExecutionOptions { FuelLimit = ulong.MaxValue >> 1, Timeout = Long });
        var hanging = Enumerable.Range(0, 2 * Environment.ProcessorCount)
            .Select(_ => endless.ExecuteAsync(busy, [AnalysisInput.FromText("xx")], cancellationToken: cancel.Token)).ToList();

        var words = await Sandbox.CompileAsync(Words);
        var executor = new WasmExecutor(new ExecutionOptions { Timeout = Long });
        for (var round = Cases.Of(10, 1); round > 0; round--)
        {
            await Task.WhenAll(Enumerable.Range(1, 64).Select(async i =>
            {
                var text = string.Join(' ', Enumerable.Range(0, 5_000).Select(n => $"w{n % i}"));
                var outcome = await executor.ExecuteAsync(words, [AnalysisInput.FromText(text)], cancellationToken: Stop);
                Assert.Equal(($"{i}", $"{i} words\n"), (outcome.Text(), outcome.Log));
            }));
        }

        Assert.DoesNotContain(hanging, h => h.IsCompleted);
        await cancel.CancelAsync();
        foreach (var one in hanging)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }
    }

    private static async Task RunAsync(Func<Task>[] kinds, int count)
    {
        for (var i = 0; i < count; i += 4)
        {
            await Task.WhenAll(Enumerable.Range(i, 4).Select(n => kinds[n % kinds.Length]()));
        }
    }

    private static async Task<Func<Task>[]> KindsAsync()
    {
        var (words, panics, asks, busy, hungry) = (await Sandbox.CompileAsync(Words), await Sandbox.CompileAsync(Panics), await Sandbox.CompileAsync(Asks), await Sandbox.CompileAsync(Busy), await Sandbox.CompileAsync(Hungry));
        var executor = new WasmExecutor(new ExecutionOptions { FuelLimit = 2_000_000, MemoryLimit = 4 << 20, Timeout = Long });
        Task Ends(AnalysisModule module, WasmErrorCode code) => EndsAsync(executor, module, code);
        return
        [
            async () => Assert.Equal("90", (await executor.ExecuteAsync(words, [Input], cancellationToken: Stop)).Text()),
            () => Ends(panics, WasmErrorCode.Panicked),
            () => Ends(busy, WasmErrorCode.OutOfFuel),
            () => Ends(hungry, WasmErrorCode.OutOfMemory),
            async () =>
            {
                using var cancel = new CancellationTokenSource();
                var host = new TestHost { OnVariable = _ => { cancel.Cancel(); return HostReply.Answer("x"); } };
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executor.ExecuteAsync(asks, [Input], host, cancellationToken: cancel.Token));
            },
        ];
    }

    private static async Task EndsAsync(WasmExecutor executor, AnalysisModule module, WasmErrorCode code) =>
        Assert.Equal(code, (await executor.ExecuteAsync(module, [Input], cancellationToken: Stop)).Error?.Code);

    private sealed record Usage(long Managed, long Resident, int Mappings, int Handles, int Threads)
    {
        public static Usage Now()
        {
            // What finalizers still hold is not left behind.
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            using var process = Process.GetCurrentProcess();
            return new Usage(
                GC.GetTotalMemory(true), process.WorkingSet64, File.ReadLines("/proc/self/maps").Count(),
                Directory.GetFiles("/proc/self/fd").Length, process.Threads.Count);
        }
    }
}
