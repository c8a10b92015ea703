using System.Text.Json.Nodes;
using Rlm.Commands;

namespace Rlm.Tests.Commands;

public sealed class WasmWatCommandTests
{
    private const string CountNewlines =
        """
        (module
          (memory (export "memory") 1)
          (func (export "lines") (param $at i32) (param $length i32) (result i32)
            (local $end i32) (local $count i32)
            (local.set $end (i32.add (local.get $at) (local.get $length)))
            (block $done
              (loop $next
                (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
                (local.set $count (i32.add (local.get $count) (i32.eq (i32.load8_u (local.get $at)) (i32.const 10))))
                (local.set $at (i32.add (local.get $at) (i32.const 1)))
                (br $next)))
            (local.get $count)))
        """;

    [Fact]
    public async Task A_module_written_by_hand_runs_without_a_compiler()
    {
        using var bench = NewBench(("a.log", "1\n2\n"), ("b.log", "3\n"));
        Assert.Equal("3", await bench.ShowAsync(Command(CountNewlines, "\"function\":\"lines\"")));
        Assert.Equal("1", await bench.KeepAsync(Command(CountNewlines, "\"function\":\"lines\",\"on\":\"b.log\"")));
    }

    [Fact]
    public async Task The_example_runs()
    {
        using var bench = NewBench(("a.txt", "1234\n"));
        Assert.Equal("5", await bench.ShowAsync(CommandCatalog.BuiltIn.Find("wasm_wat")!.Declaration.Example));
    }

    [Fact]
    public async Task What_it_took_is_told()
    {
        using var bench = NewBench(("a.txt", "x\n"));
        var finished = await bench.RunAsync(Command(CountNewlines, "\"function\":\"lines\""));
        Assert.InRange(finished.Analysis!.Fuel, 1UL, 1_000UL);
        Assert.Equal(128 << 10, finished.Analysis.MemoryBytes);
    }

    [Theory]
    [InlineData("(module", "compilation_failed", "expected")]
    [InlineData("(module)", "invalid_module", "(param i32 i32) (result T)")]
    [InlineData("(module (import \"wasi_snapshot_preview1\" \"fd_write\" (func (param i32 i32 i32 i32) (result i32))))", "invalid_module", "nothing can be imported")]
    [InlineData("(module (memory (export \"memory\") 1) (func (export \"analyze\") (param i32 i32) (result i32) unreachable))", "trapped", "unreachable")]
    public async Task What_goes_wrong_has_its_own_code_and_keeps_nothing(string wat, string code, string said)
    {
        using var bench = NewBench(("a.txt", "x\n"));
        Assert.Contains(said, await bench.FailAsync(Command(wat, "\"store\":\"n\""), code), StringComparison.Ordinal);
        Assert.Empty(bench.Variables.Stored);
    }

    private static string Command(string wat, string fields) => $"{{\"op\":\"wasm_wat\",\"wat\":{JsonValue.Create(wat).ToJsonString()},{fields}}}";

    private static CommandBench NewBench(params (string Name, string Text)[] documents) => new(6_000, Sandbox.NoRunner, documents);
}
