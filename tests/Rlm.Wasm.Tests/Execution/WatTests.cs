using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>What hand-written WebAssembly may do, and that nothing it does goes further than its sandbox.</summary>
public sealed class WatTests
{
    private const string CountLines =
        """
        (module
          (memory (export "memory") 1)
          (func (export "analyze") (param $at i32) (param $length i32) (result i64)
            (local $end i32) (local $lines i64)
            (local.set $end (i32.add (local.get $at) (local.get $length)))
            (block $done
              (loop $next
                (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
                (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 10))
                  (then (local.set $lines (i64.add (local.get $lines) (i64.const 1)))))
                (local.set $at (i32.add (local.get $at) (i32.const 1)))
                (br $next)))
            (local.get $lines)))
        """;

    private static string Module(string body, string result = "i32", string more = "", string memory = "1") =>
        $"""(module (memory (export "memory") {memory}) {more} (func $f (export "analyze") (param $at i32) (param $length i32) (result {result}) {body}))""";

    [Fact]
    public async Task A_function_gets_the_text_and_returns_a_number()
    {
        Assert.Equal("3", await ShowAsync(CountLines, "a\nb\nc\n"));
        Assert.Equal("0", await ShowAsync(CountLines, ""));

        // Far more than the one page that is declared.
        Assert.Equal("200000", await ShowAsync(CountLines, string.Concat(Enumerable.Repeat("0123456789\n", 200_000))));
    }

    [Theory]
    [InlineData("i32", "(i32.const -1)", "-1")]
    [InlineData("i64", "(i64.const 9223372036854775807)", "9223372036854775807")]
    [InlineData("f32", "(f32.const 0.5)", "0.5")]
    [InlineData("f64", "(f64.div (f64.const 1) (f64.const 3))", "0.3333333333333333")]
    [InlineData("f64", "(f64.const nan)", "NaN")]
    public async Task Numbers_of_every_type_are_shown(string type, string body, string shown) =>
        Assert.Equal(shown, await ShowAsync(Module(body, type), "x"));

    [Fact]
    public async Task Two_numbers_are_a_text()
    {
        Assert.Equal("ä and so on", await ShowAsync(Module("(local.get $at) (local.get $length)", "i32 i32"), "ä and so on"));
        Assert.Equal("", await ShowAsync(Module("(i32.const 0) (i32.const 0)", "i32 i32"), "x"));
        Assert.Equal("said", await ShowAsync(Module("(i32.const 8) (i32.const 4)", "i32 i32", "(data (i32.const 8) \"said\")"), "x"));
    }

    [Fact]
    public async Task Another_function_can_be_named()
    {
        var wat = """(module (memory (export "memory") 1) (func (export "size") (param i32 i32) (result i32) local.get 1))""";
        Assert.Equal("5", Shown(await RunAsync(wat, "12345", "size")));
        Assert.Contains("\"analyze\"", (await FailAsync(wat, WasmErrorCode.InvalidModule)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_lies_behind_what_the_module_declared()
    {
        // The last byte of the second page is data; it is still there, and the text begins after it.
        var wat = Module(
            "(i32.add (i32.mul (i32.load8_u (i32.const 131071)) (i32.const 1000000)) (local.get $at))", "i32", "(data (i32.const 131071) \"A\")", "2");
        Assert.Equal($"{(65 * 1_000_000) + 131_072}", await ShowAsync(wat, "text"));
    }

    [Theory]
    [InlineData("(module", "expected")]
    [InlineData("hello", "not a valid module")]
    [InlineData("", "expected at least one module")]
    [InlineData("(module (func (export \"analyze\") (param i32 i32) (result i32) i64.const 1) (memory (export \"memory\") 1))", "type mismatch")]
    [InlineData("(module (import \"env\" \"f\" (func)) (memory (export \"memory\") 1))", "imports env.f")]
    [InlineData("(module (import \"rlm\" \"call\" (func (param i32 i32 i32 i32) (result i32))))", "imports rlm.call")]
    [InlineData("(module (import \"env\" \"memory\" (memory 1)))", "imports env.memory")]
    [InlineData("(module (func (export \"analyze\") (param i32 i32) (result i32) i32.const 1))", "does not export its memory")]
    [InlineData("(module (func (export \"memory\")))", "does not export its memory")]
    [InlineData("(module (memory (export \"memory\") 1) (global (export \"analyze\") i32 (i32.const 1)))", "does not export a function")]
    [InlineData("(module (memory (export \"memory\") 1) (func (export \"analyze\") (result i32) i32.const 1))", "does not take")]
    [InlineData("(module (memory (export \"memory\") 1) (func (export \"analyze\") (param i32 i64) (result i32) i32.const 1))", "does not take")]
    [InlineData("(module (memory (export \"memory\") 1) (func (export \"analyze\") (param i32 i32)))", "returns neither")]
    [InlineData("(module (memory (export \"memory\") 1) (func (export \"analyze\") (param i32 i32) (result i64 i64) i64.const 1 i64.const 1))", "returns neither")]
    [InlineData("(module (memory (export \"memory\") 1) (memory 1))", "multi")]
    [InlineData("(module (memory (export \"memory\") i64 1))", "memory64")]
    [InlineData("(module (memory (export \"memory\") 1 1 shared))", "thread")]
    [InlineData("(module (type (struct (field i32))) (memory (export \"memory\") 1))", "gc")]
    [InlineData("(module (tag (param i32)) (memory (export \"memory\") 1))", "exception")]
    [InlineData("(component)", "not a valid module")]
    public async Task What_cannot_be_run_is_refused_with_a_reason(string wat, string said)
    {
        var outcome = await RunAsync(wat, "x");
        Assert.True(outcome.Error!.Code is WasmErrorCode.CompilationFailed or WasmErrorCode.InvalidModule);
        Assert.Contains(said, outcome.Error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("(loop $again (br $again)) (i32.const 1)", WasmErrorCode.OutOfFuel, "loop")]
    [InlineData("(call $f (local.get 0) (local.get 1))", WasmErrorCode.StackOverflow, "deeply")]
    [InlineData("unreachable", WasmErrorCode.Trapped, "unreachable")]
    [InlineData("(i32.div_u (i32.const 1) (i32.const 0))", WasmErrorCode.Trapped, "zero")]
    [InlineData("(i32.div_s (i32.const 0x80000000) (i32.const -1))", WasmErrorCode.Trapped, "overflow")]
    [InlineData("(i32.trunc_f64_s (f64.const nan))", WasmErrorCode.Trapped, "trunc_sat")]
    [InlineData("(i32.load (i32.const -4))", WasmErrorCode.Trapped, "the text lies at 65,536 up to 65,537")]
    [InlineData("(i32.store (i32.const 131069) (i32.const 1)) (i32.const 1)", WasmErrorCode.Trapped, "outside of its memory of 131,072")]
    [InlineData("(memory.fill (i32.const 0) (i32.const 1) (i32.const -1)) (i32.const 1)", WasmErrorCode.Trapped, "outside")]
    public async Task What_ends_a_module_is_told(string body, WasmErrorCode code, string said) =>
        Assert.Contains(said, (await FailAsync(Module(body), code)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(i32.const -1) (i32.const 10)", WasmErrorCode.Trapped)]
    [InlineData("(i32.const 0) (i32.const -1)", WasmErrorCode.OutputTooLarge)]
    [InlineData("(i32.const 131070) (i32.const 3)", WasmErrorCode.Trapped)]
    [InlineData("(i32.store8 (i32.const 0) (i32.const 255)) (i32.const 0) (i32.const 1)", WasmErrorCode.InvalidUtf8)]
    public async Task A_text_that_is_none_is_told(string body, WasmErrorCode code) => await FailAsync(Module(body, "i32 i32"), code);

    [Fact]
    public async Task Memory_is_bounded()
    {
        await FailAsync(Module("(i32.const 1)", memory: "65536"), WasmErrorCode.OutOfMemory);

        // Growing past the limit fails, as the text format says, with -1.
        Assert.Equal("-1", await ShowAsync(Module("(memory.grow (i32.const 60000))"), "x"));
        var error = await FailAsync(Module("(i32.const 1)", memory: "1 1"), WasmErrorCode.InputTooLarge);
        Assert.Contains("no maximum", error.Message, StringComparison.Ordinal);
        await FailAsync(Module("(i32.const 1)"), WasmErrorCode.InputTooLarge, new ExecutionOptions { MemoryLimit = 64 << 10 });
    }

    [Fact]
    public async Task Tables_are_bounded()
    {
        await FailAsync(Module("(i32.const 1)", more: "(table 100001 funcref)"), WasmErrorCode.OutOfMemory);
        await FailAsync(Module("(i32.const 1)", more: string.Concat(Enumerable.Repeat("(table 1 funcref)", 5))), WasmErrorCode.OutOfMemory);
        Assert.Equal("-1", await ShowAsync(Module("(table.grow $t (ref.null func) (i32.const 1000000))", more: "(table $t 1 funcref)"), "x"));
        var bad = Module("(call_indirect $t (result i32) (i32.const 9))", more: "(table $t 1 funcref)");
        Assert.Contains("table", (await FailAsync(bad, WasmErrorCode.Trapped)).Message, StringComparison.Ordinal);
        var empty = Module("(call_indirect $t (result i32) (i32.const 0))", more: "(table $t 1 funcref)");
        Assert.Contains("empty", (await FailAsync(empty, WasmErrorCode.Trapped)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_at_the_start_is_under_the_limits_too()
    {
        Assert.Equal("7", await ShowAsync(Module("(i32.load8_u (i32.const 0))", more: "(start $s) (func $s (i32.store8 (i32.const 0) (i32.const 7)))"), "x"));
        await FailAsync(Module("(i32.const 1)", more: "(start $s) (func $s (loop $again (br $again)))"), WasmErrorCode.OutOfFuel);
        await FailAsync(Module("(i32.const 1)", more: "(start $s) (func $s unreachable)"), WasmErrorCode.Trapped);
        await FailAsync(Module("(i32.const 1)", more: "(start $s) (func $s (drop (i32.load (i32.const -8))))"), WasmErrorCode.Trapped);
    }

    [Fact]
    public async Task Data_outside_of_the_memory_is_told()
    {
        await FailAsync(Module("(i32.const 1)", more: "(data (i32.const 70000) \"x\")"), WasmErrorCode.Trapped);
        await FailAsync(Module("(i32.const 1)", more: "(data (i32.const -1) \"xy\")"), WasmErrorCode.Trapped);
    }

    [Fact]
    public async Task Time_is_bounded()
    {
        var options = new ExecutionOptions { FuelLimit = ulong.MaxValue >> 1, Timeout = TimeSpan.FromMilliseconds(50) };
        await FailAsync(Module("(loop $again (br $again)) (i32.const 1)"), WasmErrorCode.TimedOut, options);
    }

    [Fact]
    public async Task It_ends_when_nobody_wants_it_any_more()
    {
        using var stop = new CancellationTokenSource();
        var options = new ExecutionOptions { FuelLimit = ulong.MaxValue >> 1, Timeout = TimeSpan.FromHours(1) };
        var running = new WasmExecutor(options).ExecuteWatAsync(
            Module("(loop $again (br $again)) (i32.const 1)"), "analyze", AnalysisInput.FromText("x"), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(block ")]
    [InlineData("(i32.add ")]
    [InlineData("block ")]
    [InlineData("\"\\u{1}")]
    [InlineData("(; ")]
    public async Task A_text_that_nests_without_end_is_an_error_and_no_crash(string piece)
    {
        var many = string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length));
        Assert.NotNull((await RunAsync(many, "x")).Error);
        Assert.NotNull((await RunAsync(Module(many), "x")).Error);
    }

    [Fact]
    public async Task Blocks_in_blocks_compile_or_are_refused()
    {
        var depth = 4_000;
        var body = string.Concat(Enumerable.Repeat("block ", depth)) + string.Concat(Enumerable.Repeat("end ", depth)) + "i32.const 1";
        Assert.Equal("1", await ShowAsync(Module(body), "x"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_not_read()
    {
        var error = await FailAsync(Module("(i32.const 1)") + new string(' ', 64 << 10), WasmErrorCode.InvalidSource);
        Assert.Contains("65,536", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_is_not_utf8_is_refused()
    {
        var outcome = await new WasmExecutor(new ExecutionOptions()).ExecuteWatAsync(
            CountLines, "analyze", AnalysisInput.FromUtf8(new byte[] { 0xFF }), TestContext.Current.CancellationToken);
        Assert.Equal(WasmErrorCode.InvalidUtf8, outcome.Error!.Code);
    }

    private static async Task<string> ShowAsync(string wat, string text) => Shown(await RunAsync(wat, text));

    private static string Shown(ExecutionOutcome outcome)
    {
        Assert.Null(outcome.Error);
        Assert.True(outcome.FuelUsed > 0);
        return outcome.Text();
    }

    private static async Task<WasmError> FailAsync(string wat, WasmErrorCode code, ExecutionOptions? options = null)
    {
        var outcome = await RunAsync(wat, "x", "analyze", options);
        Assert.Null(outcome.Output);
        Assert.Equal((code, outcome.Error!.Message), (outcome.Error.Code, outcome.Error.Message));
        return outcome.Error;
    }

    private static Task<ExecutionOutcome> RunAsync(string wat, string text, string function = "analyze", ExecutionOptions? options = null) =>
        new WasmExecutor(options ?? new ExecutionOptions { FuelLimit = 100_000_000 })
            .ExecuteWatAsync(wat, function, AnalysisInput.FromText(text), TestContext.Current.CancellationToken);
}
