using System.Text;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

public sealed class HostCallsTests
{
    private const string AskOnce = "pub fn analyze(input: &str) -> Result<String, String> { rlm::llm_query(input) }";

    private const string ReadOne =
        "pub fn analyze(input: &str) -> String { match rlm::var(input) { Ok(text) => format!(\"{} {}\", text.len(), text.chars().count()), Err(why) => why } }";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_gets_its_answer()
    {
        var host = new TestHost();
        var outcome = await RunAsync("pub fn analyze(input: &str) -> Result<String, String> { rlm::llm_query(&format!(\"say {input}\")) }", "é😀\0", host);

        Assert.Equal("<say é😀\0>", outcome.Text());
        Assert.Equal(["say é😀\0"], host.Asked);
    }

    [Theory]
    [InlineData("let all: Vec<String> = lines.iter().map(|l| l.to_string()).collect(); rlm::llm_query_batch(&all)")]
    [InlineData("let all: Vec<String> = lines.iter().map(|l| l.to_string()).collect(); rlm::llm_query_batch(&all[..])")]
    [InlineData("let all: Vec<String> = lines.iter().map(|l| l.to_string()).collect(); rlm::llm_query_batch(all)")]
    [InlineData("rlm::llm_query_batch(&lines)")]
    [InlineData("rlm::llm_query_batch(lines)")]
    [InlineData("rlm::llm_query_batch([\"a\", \"b\", \"c\"])")]
    [InlineData("rlm::llm_query_batch(lines.iter().map(|l| format!(\"{l}\")))")]
    public async Task A_batch_of_any_texts_is_answered_at_once_and_in_order(string batch)
    {
        var calls = 0;
        var host = new TestHost
        {
            OnAsk = (prompts, _) =>
            {
                calls++;
                return new([.. prompts.Select((p, i) => i == 1 ? HostReply.Refused($"no {p}") : HostReply.Answer($"<{p}>"))]);
            },
        };
        var source = $"pub fn analyze(input: &str) -> String {{ let lines: Vec<&str> = input.lines().collect(); let replies = {{ {batch} }}; format!(\"{{replies:?}}\") }}";
        var outcome = await RunAsync(source, "a\nb\nc\n", host);

        Assert.Equal("""[Ok("<a>"), Err("no b"), Ok("<c>")]""", outcome.Text());
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_batch_of_nothing_asks_nobody()
    {
        var outcome = await RunAsync("pub fn analyze(input: &str) -> String { rlm::llm_query_batch(input.lines()).len().to_string() }", "", new TestHost());
        Assert.Equal("0", outcome.Text());
    }

    [Fact]
    public async Task A_task_goes_with_its_text()
    {
        const string source = "pub fn analyze(input: &str) -> Result<String, String> { rlm::rlm_query(\"the sum\", input.lines().next().unwrap_or(\"\")) }";
        Assert.Equal("the sum of 1 2", (await RunAsync(source, "1 2\n3", new TestHost())).Text());
    }

    [Fact]
    public async Task Without_a_host_each_call_says_that_nobody_is_there()
    {
        const string source =
            """
            pub fn analyze(input: &str) -> String {
                let mut all = rlm::llm_query_batch([input, input]);
                all.extend([rlm::llm_query(input), rlm::rlm_query(input, input), rlm::var(input)]);
                all.iter().map(|reply| match reply { Ok(_) => "answered\n", Err(why) => { assert!(why.contains("nobody to ask")); "refused\n" } }).collect()
            }
            """;
        Assert.Equal(string.Concat(Enumerable.Repeat("refused\n", 5)), (await RunAsync(source, "x", null)).Text());
    }

    [Fact]
    public async Task A_large_variable_is_read_whole()
    {
        const int length = 50 << 20;
        var host = new TestHost { OnVariable = name => new HostReply(name == "log", new EndlessLines(length)) };
        const string source = "pub fn analyze(input: &str) -> Result<String, String> { let log = rlm::var(input)?; Ok(format!(\"{} {} {}\", log.len(), log.lines().count(), log.lines().all(|l| l.len() == 63))) }";

        Assert.Equal($"{length} {length / 64} true", (await RunAsync(source, "log", host)).Text());
    }

    [Fact]
    public async Task A_variable_that_is_not_there_says_so() =>
        Assert.Equal("there is no variable `x`", (await RunAsync(ReadOne, "x", new TestHost())).Text());

    [Fact]
    public async Task An_empty_variable_is_an_empty_text() =>
        Assert.Equal("0 0", (await RunAsync(ReadOne, "x", new TestHost { OnVariable = _ => HostReply.Answer("") })).Text());

    [Theory]
    [InlineData(new byte[] { 0x61, 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public async Task A_variable_that_is_not_utf8_is_an_err(byte[] bytes)
    {
        var host = new TestHost { OnVariable = _ => new HostReply(true, AnalysisInput.FromUtf8(bytes)) };
        Assert.Contains("not UTF-8", (await RunAsync(ReadOne, "x", host)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_that_changes_while_it_is_read_is_an_err()
    {
        var host = new TestHost { OnVariable = _ => new HostReply(true, new EndlessLines(100, _ => false)) };
        Assert.Contains("changed or vanished", (await RunAsync(ReadOne, "x", host)).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3_000_000_000, "under 2 GiB")]
    [InlineData(100_000_000, "does not fit in the memory")]
    public async Task A_variable_that_cannot_be_held_is_an_err_and_is_not_read(long length, string said)
    {
        var host = new TestHost { OnVariable = _ => new HostReply(true, new EndlessLines(length, _ => throw new InvalidOperationException("it was read"))) };
        var outcome = await RunAsync(ReadOne, "x", host, new ExecutionOptions { MemoryLimit = 32 << 20 });
        Assert.Contains(said, outcome.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Each_chunk_may_ask_and_so_may_merge(int parallelism)
    {
        const string source =
            """
            pub fn analyze(input: &str) -> Result<String, String> { rlm::llm_query(input.trim()) }
            pub fn merge(parts: &[String]) -> Result<String, String> { rlm::llm_query(parts.join("+")) }
            """;
        var host = new TestHost();
        var outcome = await new WasmExecutor(new ExecutionOptions { Parallelism = parallelism }) { ChunkBytes = 1 }.ExecuteAsync(
            await Sandbox.CompileAsync(source), [AnalysisInput.FromText("a\nb\nc\n")], host, cancellationToken: Stop);

        Assert.Equal("<<a>+<b>+<c>>", outcome.Text());
        Assert.Equal(["a", "b", "c"], host.Asked.SkipLast(1).Order());
        Assert.Equal("<a>+<b>+<c>", host.Asked.Last());
        Assert.Equal(3, outcome.Chunks);
    }

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(2, 20_000)]
    [InlineData(8, 20_000)]
    public async Task Calls_are_bounded_over_all_chunks(int parallelism, int mostHeard)
    {
        const string source =
            """
            pub fn analyze(input: &str) -> String {
                let answered = rlm::llm_query_batch(vec!["x"; 4_999]).iter().filter(|reply| reply.is_ok()).count();
                format!("{answered} {:?}", rlm::llm_query_batch(input.split_whitespace()).pop().unwrap())
            }
            pub fn merge(parts: &[String]) -> String { parts.join("\n") }
            """;
        var host = new TestHost();
        var outcome = await new WasmExecutor(new ExecutionOptions { Parallelism = parallelism }) { ChunkBytes = 1 }.ExecuteAsync(
            await Sandbox.CompileAsync(source), [AnalysisInput.FromText("a\nb\nc d\n")], host, cancellationToken: Stop);

        var lines = outcome.Text().Split('\n');
        Assert.Equal(["""4999 Ok("<a>")""", """4999 Ok("<b>")"""], lines[..2]);
        Assert.StartsWith("0 Err(", lines[2], StringComparison.Ordinal);
        Assert.Contains("10,000 times", lines[2], StringComparison.Ordinal);
        Assert.Contains("made 10,000 calls", lines[2], StringComparison.Ordinal);

        // What was asked ahead of its turn in vain is asked again, within bounds.
        Assert.InRange(host.Asked.Count, 10_000, mostHeard);
    }

    [Fact]
    public async Task Texts_too_large_for_a_call_are_refused_before_the_host_hears_of_them()
    {
        var host = new TestHost();
        const string source = "pub fn analyze(input: &str) -> String { let half = input.repeat(40 << 20); rlm::llm_query_batch([&half, &half]).pop().unwrap().unwrap_err() }";
        var outcome = await RunAsync(source, "x", host);

        Assert.Contains($"{80 << 20:N0} bytes", outcome.Text(), StringComparison.Ordinal);
        Assert.Empty(host.Asked);
    }

    [Fact]
    public async Task The_clock_stands_still_while_the_host_answers()
    {
        var clock = new ManualTime();
        var host = new TestHost
        {
            OnAsk = (prompts, _) =>
            {
                clock.Advance(TimeSpan.FromHours(1));
                return new([.. prompts.Select(HostReply.Answer)]);
            },
        };
        const string source = "pub fn analyze(input: &str) -> Result<String, String> { rlm::llm_query(input)?; rlm::llm_query(input) }";
        var outcome = await new WasmExecutor(new ExecutionOptions { Timeout = TimeSpan.FromMinutes(1) }, clock).ExecuteAsync(
            await Sandbox.CompileAsync(source), [AnalysisInput.FromText("x")], host, cancellationToken: Stop);

        Assert.Equal("x", outcome.Text());
        Assert.Equal(new ExecutionTimings(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(2)), outcome.Timings);
    }

    [Fact]
    public async Task The_clock_goes_on_after_an_answer()
    {
        const string source = "pub fn analyze(input: &str) -> String { let said = rlm::llm_query(input).unwrap(); let mut n = 0u64; loop { n = n.wrapping_add(said.len() as u64); if n == 1 { return said; } } }";
        var outcome = await RunAsync(source, "xx", new TestHost(), new ExecutionOptions { FuelLimit = ulong.MaxValue / 2, Timeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(WasmErrorCode.TimedOut, outcome.Error!.Code);
    }

    [Fact]
    public async Task An_answer_later_than_the_limit_of_time_arrives()
    {
        var timeout = TimeSpan.FromSeconds(1);
        var host = new TestHost
        {
            OnAsk = async (prompts, token) =>
            {
                await Task.Delay(timeout * 1.5, token);
                return [.. prompts.Select(HostReply.Answer)];
            },
        };
        var outcome = await RunAsync(AskOnce, "late", host, new ExecutionOptions { Timeout = timeout });

        Assert.Equal("late", outcome.Text());
        Assert.True(outcome.Timings.Wait >= timeout && outcome.Timings.Run < timeout, $"{outcome.Timings}");
    }

    [Fact]
    public async Task Cancellation_ends_a_call_whose_host_does_not_listen()
    {
        using var cancel = new CancellationTokenSource();
        var host = new WaitingHost();
        var running = new WasmExecutor(new ExecutionOptions()).ExecuteAsync(await Sandbox.CompileAsync(AskOnce), [AnalysisInput.FromText("x")], host, cancellationToken: cancel.Token);
        await host.Asked;
        Assert.False(running.IsCompleted);
        await cancel.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task Others_run_while_one_waits()
    {
        var host = new WaitingHost();
        var module = await Sandbox.CompileAsync(AskOnce);
        var waiting = new WasmExecutor(new ExecutionOptions()).ExecuteAsync(module, [AnalysisInput.FromText("x")], host, cancellationToken: Stop);
        await host.Asked;

        Assert.Equal("<y>", (await RunAsync(AskOnce, "y", new TestHost())).Text());
        Assert.False(waiting.IsCompleted);
        host.Answer(HostReply.Answer("done"));
        Assert.Equal("done", (await waiting).Text());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_host_throws_ends_the_analysis_and_comes_out(bool atOnce)
    {
        var calls = 0;
        var host = new TestHost
        {
            OnAsk = async (_, _) =>
            {
                calls++;
                await (atOnce ? Task.CompletedTask : Task.Run(() => { }, Stop));
                throw new InvalidDataException("the host broke");
            },
        };
        const string source = "pub fn analyze(input: &str) -> String { for _ in 0..10 { let _ = rlm::llm_query(input); } String::new() }";
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(source, "x", host));

        Assert.Equal(("the host broke", 1), (thrown.Message, calls));
        Assert.Equal("<x>", (await RunAsync(AskOnce, "x", new TestHost())).Text());
    }

    [Fact]
    public async Task What_reading_a_variable_throws_comes_out()
    {
        var host = new TestHost { OnVariable = _ => new HostReply(true, new EndlessLines(10, _ => throw new InvalidDataException("no disk"))) };
        Assert.Equal("no disk", (await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(ReadOne, "x", host))).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_host_that_miscounts_is_a_bug_that_is_named(int replies)
    {
        var host = new TestHost { OnAsk = (_, _) => new([.. Enumerable.Repeat(HostReply.Answer("x"), replies)]) };
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(AskOnce, "x", host));
        Assert.Contains($"{replies} replies to 1 prompts", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_sees_the_context_of_who_started_the_execution_and_leaves_nothing_in_it()
    {
        var local = new AsyncLocal<string>();
        var seen = new List<string?>();
        var host = new TestHost
        {
            OnAsk = (prompts, _) =>
            {
                seen.Add(local.Value);
                local.Value = "left behind";
                return new([.. prompts.Select(HostReply.Answer)]);
            },
        };
        local.Value = "caller";
        await RunAsync("pub fn analyze(input: &str) -> Result<String, String> { rlm::llm_query(input)?; rlm::llm_query(input) }", "x", host);

        Assert.Equal(["caller", "caller"], seen);
        Assert.Equal("caller", local.Value);
    }

    private static async Task<ExecutionOutcome> RunAsync(string source, string input, IHostCalls? host, ExecutionOptions? options = null) =>
        await new WasmExecutor(options ?? new ExecutionOptions()).ExecuteAsync(
            await Sandbox.CompileAsync(source), [AnalysisInput.FromUtf8(Encoding.UTF8.GetBytes(input))], host, cancellationToken: Stop);
}
