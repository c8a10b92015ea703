namespace Rlm.Wasm.Tests.Execution;

/// <summary>Every number that a module gives the host is checked before it is used.</summary>
public sealed class HostProtocolTests
{
    /// <summary>Asks "hi", whose reply "&lt;hi&gt;" then waits to be taken.</summary>
    private const string AskHi =
        "(i32.store (i32.const 3000) (i32.const 0x6968)) (call $pair (i32.const 2000) (i32.const 3000) (i32.const 2)) (drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100)))";

    [Fact]
    public async Task A_module_that_keeps_to_the_protocol_is_answered()
    {
        var outcome = await HostileModule.RunAsync($"{AskHi} (drop (call $take (i32.const 0) (i32.const 4096))) (call $done (i32.load (i32.const 2104)))", new TestHost());
        Assert.Equal("<hi>", outcome.Text());
    }

    [Theory]
    [InlineData("no such call", "(drop (call $call (i32.const 0) (i32.const 2000) (i32.const 1) (i32.const 2100)))")]
    [InlineData("no such call", "(drop (call $call (i32.const -1) (i32.const 2000) (i32.const 1) (i32.const 2100)))")]
    [InlineData("no prompts", "(drop (call $call (i32.const 1) (i32.const 2000) (i32.const 0) (i32.const 2100)))")]
    [InlineData("a run of one text", "(drop (call $call (i32.const 2) (i32.const 2000) (i32.const 1) (i32.const 2100)))")]
    [InlineData("a variable of two names", "(drop (call $call (i32.const 3) (i32.const 2000) (i32.const 2) (i32.const 2100)))")]
    [InlineData("texts beyond the end", "(drop (call $call (i32.const 1) (i32.const -1) (i32.const 1) (i32.const 2100)))")]
    [InlineData("texts half beyond the end", "(drop (call $call (i32.const 1) (i32.const 65532) (i32.const 1) (i32.const 2100)))")]
    [InlineData("texts that wrap around", "(drop (call $call (i32.const 1) (i32.const -8) (i32.const 2) (i32.const 2100)))")]
    [InlineData("replies beyond the end", "(drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const -4)))")]
    [InlineData("replies half beyond the end", "(drop (call $call (i32.const 1) (i32.const 2000) (i32.const 9000) (i32.const 60000)))")]
    [InlineData("a text that wraps around", "(call $pair (i32.const 2000) (i32.const -16) (i32.const 32)) (drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100)))")]
    [InlineData("a text beyond the end", "(call $pair (i32.const 2000) (i32.const 65530) (i32.const 7)) (drop (call $call (i32.const 3) (i32.const 2000) (i32.const 1) (i32.const 2100)))")]
    public async Task A_call_with_wrong_numbers_ends_the_module_before_the_host_hears_of_it(string what, string analyze)
    {
        var host = new TestHost();
        var outcome = await HostileModule.RunAsync(analyze, host);

        Assert.True(outcome.Error?.Code == WasmErrorCode.InvalidModule, what);
        Assert.Contains("The module was stopped", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(host.Asked);
    }

    [Theory]
    [InlineData("nothing waits", "(drop (call $take (i32.const 0) (i32.const 4096)))")]
    [InlineData("another index", AskHi + "(drop (call $take (i32.const 1) (i32.const 4096)))")]
    [InlineData("a negative index", AskHi + "(drop (call $take (i32.const -1) (i32.const 4096)))")]
    [InlineData("twice", AskHi + "(drop (call $take (i32.const 0) (i32.const 4096))) (drop (call $take (i32.const 0) (i32.const 4096)))")]
    [InlineData("to beyond the end", AskHi + "(drop (call $take (i32.const 0) (i32.const 65533)))")]
    [InlineData("to the last address", AskHi + "(drop (call $take (i32.const 0) (i32.const -1)))")]
    public async Task Taking_what_was_not_told_of_ends_the_module(string what, string analyze)
    {
        var outcome = await HostileModule.RunAsync(analyze, new TestHost());
        Assert.True(outcome.Error?.Code == WasmErrorCode.InvalidModule, what);
        Assert.Contains("The module was stopped", outcome.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(call $pair (i32.const 2000) (i32.const 0) (i32.const -1)) (call $pair (i32.const 2008) (i32.const 0) (i32.const -1))", 2, "8,589,934,590 bytes")]
    [InlineData("(i32.store (i32.const 3000) (i32.const 0xFFFE)) (call $pair (i32.const 2000) (i32.const 3000) (i32.const 2))", 1, "not UTF-8")]
    [InlineData("", -1, "4,294,967,295 more")]
    [InlineData("", int.MaxValue, "2,147,483,647 more")]
    public async Task What_an_author_could_ask_for_is_refused_with_a_reason(string texts, int count, string said)
    {
        var host = new TestHost();
        var outcome = await HostileModule.RunAsync(
            $"(local $length i32) {texts} (local.set $length (call $call (i32.const 1) (i32.const 2000) (i32.const {count}) (i32.const 2100))) (drop (call $take (i32.const 0) (i32.const 4096))) (call $done (local.get $length))",
            host);

        Assert.Contains(said, outcome.Text(), StringComparison.Ordinal);
        Assert.Empty(host.Asked);
    }

    [Theory]
    [InlineData("(call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100))")]
    [InlineData("(call $take (i32.const 0) (i32.const 0))")]
    public async Task A_module_that_calls_while_it_starts_is_ended(string call)
    {
        var host = new TestHost();
        var outcome = await HostileModule.RunAsync("", host, $"(func $early (drop {call})) (start $early)");

        Assert.Equal(WasmErrorCode.InvalidModule, outcome.Error!.Code);
        Assert.Empty(host.Asked);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, -1)]
    [InlineData(-1, 65_000)]
    [InlineData(1, -4)]
    public async Task Samples_of_skipped_lines_are_only_read_inside_the_memory(int count, int address)
    {
        var outcome = await HostileModule.RunAsync($"(call $pair (i32.const 1064) (i32.const {count}) (i32.const {address})) (call $done (i32.const 0))", null);

        Assert.Equal("", outcome.Text());
        Assert.Equal((uint)count, outcome.Skipped.Count);
        Assert.InRange(outcome.Skipped.Samples.Count, 0, 2);
    }

    [Fact]
    public async Task A_sample_is_no_longer_than_its_place()
    {
        var outcome = await HostileModule.RunAsync("(call $pair (i32.const 1064) (i32.const 9) (i32.const 9000)) (i32.store (i32.const 9000) (i32.const -1)) (call $done (i32.const 0))", null);
        Assert.Equal([204, 0, 0, 0, 0], outcome.Skipped.Samples.Select(s => s.Length));
    }
}
