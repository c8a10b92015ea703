using System.Text;
using Rlm.Testing;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>Whatever the number of cores: the same bytes, the same error, the same account.</summary>
[Trait("Category", "Security")]
public sealed class ParallelTests
{
    /// <summary>Words are counted; a line may ask for work, memory, a log, a skip, a panic, an error, or memory it can do without.</summary>
    internal const string Obedient =
        """
        pub fn analyze(input: &str) -> Result<String, String> {
            let mut words: BTreeMap<&str, usize> = BTreeMap::new();
            let mut kept: Vec<Vec<u8>> = Vec::new();
            for line in input.lines() {
                let mut fields = line.split(' ');
                let (order, number) = (fields.next().unwrap_or(""), fields.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0));
                match order {
                    "work" => { let mut n = 1u64; for i in 0..number as u64 * 1000 { n = std::hint::black_box(n.wrapping_mul(i | 1)); } *words.entry("work").or_default() += (n & 1) as usize; }
                    "keep" => kept.push(vec![1u8; number << 20]),
                    "try" => { let mut v: Vec<u8> = Vec::new(); if v.try_reserve_exact(number << 20).is_err() { *words.entry("refused").or_default() += 1; } std::hint::black_box(&v); }
                    "say" => println!("{line}"),
                    "skip" => rlm::skipped(line),
                    "panic" => panic!("told to at {number}"),
                    "err" => return Err(format!("told to at {number}")),
                    _ => *words.entry(order).or_default() += 1,
                }
            }
            std::hint::black_box(&kept);
            Ok(words.iter().map(|(word, n)| format!("{word} {n}\n")).collect())
        }
        pub fn merge(parts: &[String]) -> String { println!("merging {}", parts.len()); parts.concat() }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_errors_and_accounts_are_those_of_one_core()
    {
        var module = await Sandbox.CompileAsync(Obedient);
        var seen = new Dictionary<string, int>();
        for (var seed = 0; seed < Cases.Of(full: 3_000, quick: 60); seed++)
        {
            var random = new Random(seed);
            var input = AnalysisInput.FromText(Text(random));
            var chunkBytes = random.Next(1, 200);
            var whole = await RunAsync(new ExecutionOptions(), 1);
            var options = new ExecutionOptions
            {
                FuelLimit = random.Next(3) == 0 ? (ulong)(whole.FuelUsed * (0.2 + random.NextDouble())) + 1 : null,
                MemoryLimit = (2 << 20) + random.Next(14 << 20),
            };
            var one = await RunAsync(options, 1);
            foreach (var cores in (int[])[2, 3, 8])
            {
                var many = await RunAsync(options, cores);
                Assert.True(Said(one) == Said(many), $"seed {seed}, {cores} at once:\n{Said(one)}\n-- and --\n{Said(many)}");
            }

            var kind = one.Error?.Code.ToString() ?? "result";
            seen[kind] = seen.GetValueOrDefault(kind) + 1;

            Task<ExecutionOutcome> RunAsync(ExecutionOptions limits, int cores) =>
                new WasmExecutor(limits with { Parallelism = cores }) { ChunkBytes = chunkBytes }.ExecuteAsync(module, [input], cancellationToken: Stop);
        }

        // Otherwise the cases are not what they are meant to be.
        Assert.True(seen.Count >= 5 && seen.GetValueOrDefault("result") > 5, string.Join(", ", seen));
    }

    [Fact]
    public async Task Chunks_run_at_once()
    {
        // Each asks, and no answer comes before all have asked.
        var all = new Meeting(3);
        var host = new TestHost
        {
            OnAsk = async (prompts, token) =>
            {
                await all.ComeAsync(() => { }, token);
                return [HostReply.Answer(prompts[0])];
            },
        };
        var outcome = await AskAsync(host, new ExecutionOptions { Parallelism = 3 }, "a\nb\nc\n");

        Assert.Equal("a+b+c", outcome.Text());
    }

    [Fact]
    public async Task No_more_run_at_once_than_is_said()
    {
        var (now, most) = (0, 0);
        var gate = new Lock();
        var host = new TestHost
        {
            OnAsk = async (prompts, _) =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++now);
                }

                await Task.Yield();
                lock (gate)
                {
                    now--;
                }

                return [HostReply.Answer(prompts[0])];
            },
        };
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i}\n"));
        var outcome = await AskAsync(host, new ExecutionOptions { Parallelism = 2 }, text);

        Assert.Equal(string.Join('+', Enumerable.Range(0, 200)), outcome.Text());
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task The_first_error_in_the_text_is_the_one_told_though_a_later_one_came_before()
    {
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = new TestHost
        {
            OnAsk = async (prompts, token) =>
            {
                if (prompts[0] == "b")
                {
                    later.SetResult();
                    return [HostReply.Refused("no b")];
                }

                await later.Task.WaitAsync(token);
                return [HostReply.Refused("no a")];
            },
        };
        var outcome = await AskAsync(host, new ExecutionOptions { Parallelism = 2 }, "a\nb\nc\n");

        Assert.Equal(WasmErrorCode.ReturnedError, outcome.Error!.Code);
        Assert.Equal("no a", outcome.Error.Returned);
        Assert.DoesNotContain("c", host.Asked);
    }

    [Fact]
    public async Task What_the_host_throws_to_a_later_chunk_does_not_hide_an_earlier_error()
    {
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = new TestHost
        {
            OnAsk = async (prompts, token) =>
            {
                if (prompts[0] == "b")
                {
                    later.SetResult();
                    throw new InvalidDataException("the host broke");
                }

                await later.Task.WaitAsync(token);
                return [HostReply.Refused("no a")];
            },
        };
        Assert.Equal("no a", (await AskAsync(host, new ExecutionOptions { Parallelism = 2 }, "a\nb\n")).Error!.Returned);
    }

    [Fact]
    public async Task What_the_host_throws_to_a_chunk_ends_the_others_and_comes_out()
    {
        var (other, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        var host = new TestHost { OnAsk = (prompts, token) => Answer(prompts[0], token) };
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => AskAsync(host, new ExecutionOptions { Parallelism = 2 }, "a\nb\n"));

        Assert.Equal("the host broke", thrown.Message);
        await ended.Task.WaitAsync(Stop);

        async ValueTask<IReadOnlyList<HostReply>> Answer(string prompt, CancellationToken token)
        {
            if (prompt == "a")
            {
                await other.Task.WaitAsync(token);
                throw new InvalidDataException("the host broke");
            }

            await UntilCancelledAsync(other, ended, token);
            return [];
        }
    }

    [Fact]
    public async Task A_chunk_that_fails_ends_those_behind_it()
    {
        var (other, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        var host = new TestHost { OnAsk = (prompts, token) => Answer(prompts[0], token) };
        var outcome = await AskAsync(host, new ExecutionOptions { Parallelism = 2 }, "a\nb\n");

        Assert.Equal("no a", outcome.Error!.Returned);
        Assert.True(ended.Task.IsCompletedSuccessfully);

        async ValueTask<IReadOnlyList<HostReply>> Answer(string prompt, CancellationToken token)
        {
            if (prompt == "a")
            {
                await other.Task.WaitAsync(token);
                return [HostReply.Refused("no a")];
            }

            await UntilCancelledAsync(other, ended, token);
            return [];
        }
    }

    [Fact]
    public async Task An_endless_chunk_behind_one_that_failed_is_ended()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> Result<String, String> {
                rlm::llm_query(input.trim())?;
                let mut n = 0u64;
                loop { n = n.wrapping_add(2); if n == 1 { return Ok(String::new()); } }
            }
            pub fn merge(parts: &[String]) -> String { parts.concat() }
            """;
        var other = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = new TestHost
        {
            OnAsk = async (prompts, token) =>
            {
                if (prompts[0] == "b")
                {
                    other.SetResult();
                    return [HostReply.Answer("go on")];
                }

                await other.Task.WaitAsync(token);
                return [HostReply.Refused("no a")];
            },
        };
        var options = new ExecutionOptions { Parallelism = 2, FuelLimit = ulong.MaxValue >> 1, Timeout = TimeSpan.FromHours(1) };
        var outcome = await new WasmExecutor(options) { ChunkBytes = 1 }.ExecuteAsync(
            await Sandbox.CompileAsync(source), [AnalysisInput.FromText("a\nb\n")], host, cancellationToken: Stop);

        Assert.Equal("no a", outcome.Error!.Returned);
    }

    [Fact]
    public async Task Cancellation_ends_all_chunks_with_the_token_of_who_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var all = new Meeting(2);
        var host = new TestHost
        {
            OnAsk = async (_, token) =>
            {
                await all.ComeAsync(cancel.Cancel, token);
                await Task.Delay(Timeout.Infinite, token);
                return [];
            },
        };
        var module = await Sandbox.CompileAsync(AskEach);
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new WasmExecutor(new ExecutionOptions { Parallelism = 2 }) { ChunkBytes = 1 }
            .ExecuteAsync(module, [AnalysisInput.FromText("a\nb\nc\n")], host, cancellationToken: cancel.Token));

        Assert.Equal(cancel.Token, thrown.CancellationToken);
    }

    [Fact]
    public async Task The_clock_stands_still_while_all_wait()
    {
        var clock = new ManualTime();
        var all = new Meeting(2);
        var host = new TestHost
        {
            OnAsk = async (prompts, token) =>
            {
                await all.ComeAsync(() => clock.Advance(TimeSpan.FromHours(1)), token);
                return [HostReply.Answer(prompts[0])];
            },
        };
        var outcome = await new WasmExecutor(new ExecutionOptions { Parallelism = 2, Timeout = TimeSpan.FromMinutes(1) }, clock) { ChunkBytes = 1 }
            .ExecuteAsync(await Sandbox.CompileAsync(AskEach), [AnalysisInput.FromText("a\nb\n")], host, cancellationToken: Stop);

        Assert.Equal("a+b", outcome.Text());
        Assert.True(outcome.Timings.Wait >= TimeSpan.FromHours(1), $"{outcome.Timings}");
    }

    [Fact]
    public async Task The_clock_goes_on_while_one_works_and_another_waits()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> Result<String, String> {
                if input.starts_with("wait") { return rlm::llm_query(input); }
                let mut n = 0u64;
                loop { n = n.wrapping_add(2); if n == 1 { return Ok(String::new()); } }
            }
            pub fn merge(parts: &[String]) -> String { parts.concat() }
            """;
        var host = new TestHost
        {
            OnAsk = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return [];
            },
        };
        var options = new ExecutionOptions { Parallelism = 2, FuelLimit = ulong.MaxValue >> 1, Timeout = TimeSpan.FromMilliseconds(300) };
        var outcome = await new WasmExecutor(options) { ChunkBytes = 1 }.ExecuteAsync(
            await Sandbox.CompileAsync(source), [AnalysisInput.FromText("work\nwait\n")], host, cancellationToken: Stop);

        Assert.Equal(WasmErrorCode.TimedOut, outcome.Error!.Code);
        Assert.EndsWith("(In line 1 of `input`, chunk 1 of 2.)", outcome.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_chunks_together_have_one_limit_of_time()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> String { let mut n = 1u64; for i in 0..20_000_000u64 { n = std::hint::black_box(n.wrapping_mul(i | 1)); } format!("{n}{input}") }
            pub fn merge(parts: &[String]) -> String { parts.concat() }
            """;
        var options = new ExecutionOptions { Parallelism = 2, FuelLimit = ulong.MaxValue >> 1, Timeout = TimeSpan.FromMilliseconds(500) };
        var outcome = await new WasmExecutor(options) { ChunkBytes = 1 }.ExecuteAsync(
            await Sandbox.CompileAsync(source), [AnalysisInput.FromText(string.Concat(Enumerable.Repeat("x\n", 1_000)))], cancellationToken: Stop);

        Assert.Equal(WasmErrorCode.TimedOut, outcome.Error!.Code);
    }

    [Fact]
    public async Task Progress_is_told_in_order()
    {
        var told = new Told(null);
        var outcome = await ProgressAsync(told);

        Assert.Equal(100, outcome.Chunks);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => new ExecutionProgress(i, 100)), told.All);
    }

    [Fact]
    public async Task What_the_progress_throws_ends_the_execution() =>
        Assert.Equal("enough", (await Assert.ThrowsAsync<InvalidDataException>(() => ProgressAsync(new Told(7)))).Message);

    private const string AskEach =
        """
        pub fn analyze(input: &str) -> Result<String, String> { rlm::llm_query(input.trim()) }
        pub fn merge(parts: &[String]) -> String { parts.join("+") }
        """;

    private static async Task<ExecutionOutcome> AskAsync(TestHost host, ExecutionOptions options, string text) =>
        await new WasmExecutor(options) { ChunkBytes = 1 }.ExecuteAsync(await Sandbox.CompileAsync(AskEach), [AnalysisInput.FromText(text)], host, cancellationToken: Stop);

    private static async Task<ExecutionOutcome> ProgressAsync(IProgress<ExecutionProgress> progress) =>
        await new WasmExecutor(new ExecutionOptions { Parallelism = 4 }) { ChunkBytes = 1 }.ExecuteAsync(
            await Sandbox.CompileAsync(Obedient), [AnalysisInput.FromText(string.Concat(Enumerable.Repeat("x\n", 100)))], null, progress, Stop);

    private static async Task UntilCancelledAsync(TaskCompletionSource began, TaskCompletionSource ended, CancellationToken token)
    {
        using var registration = token.Register(ended.SetResult);
        began.SetResult();
        await Task.Delay(Timeout.Infinite, token);
    }

    internal static string Text(Random random)
    {
        string[] words = ["ann", "bob", "çé😀", "", "dora"];
        var text = new StringBuilder();
        var fails = random.Next(4) == 0;
        for (var i = random.Next(1, 60); i > 0; i--)
        {
            text.Append(random.Next(14) switch
            {
                0 => $"work {random.Next(1, 60)}",
                1 => $"keep {random.Next(0, 7)}",
                2 => $"try {random.Next(0, 14)}",
                3 => $"say {i}",
                4 => $"skip {i}",
                5 when fails => $"panic {i}",
                6 when fails => $"err {i}",
                _ => words[random.Next(words.Length)],
            }).Append(random.Next(20) == 0 ? "\r\n" : "\n");
        }

        return text.ToString();
    }

    internal static string Said(ExecutionOutcome outcome) => string.Join(
        '\n',
        outcome.Output is { } output ? Encoding.UTF8.GetString(output.Span) : "no result",
        outcome.Error?.Code,
        outcome.Error?.Message,
        outcome.Log,
        outcome.Skipped.Count,
        string.Join('|', outcome.Skipped.Samples),
        outcome.FuelUsed,
        outcome.MemoryBytes,
        outcome.Chunks);

    /// <summary>Goes on when so many have come.</summary>
    private sealed class Meeting(int wanted)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _came;

        public Task ComeAsync(Action whenAll, CancellationToken token)
        {
            if (Interlocked.Increment(ref _came) == wanted)
            {
                whenAll();
                _all.SetResult();
            }

            return _all.Task.WaitAsync(token);
        }
    }

    private sealed class Told(int? throwAt) : IProgress<ExecutionProgress>
    {
        public List<ExecutionProgress> All { get; } = [];

        public void Report(ExecutionProgress value)
        {
            All.Add(value);
            if (value.Done == throwAt)
            {
                throw new InvalidDataException("enough");
            }
        }
    }
}
