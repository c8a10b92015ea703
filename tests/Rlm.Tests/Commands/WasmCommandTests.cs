using Rlm.Analyses;
using Rlm.Documents;
using Rlm.ReadyMade;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;

namespace Rlm.Tests.Commands;

public sealed class WasmCommandTests
{
    private const string Unique = """{"op":"wasm","module":"unique","args":{"show":"count"}}""";

    [Fact]
    public async Task It_runs_over_all_documents_or_what_on_names()
    {
        using var bench = NewBench(("a.log", "1\n2\n"), ("b.log", "2\n3\n4"));
        bench.Variables.TrySet("kept", Text.FromText("x\n"));
        Assert.StartsWith("4", await bench.ShowAsync(Unique), StringComparison.Ordinal);
        Assert.StartsWith("3", await bench.ShowAsync(Unique.Replace("\"args\"", "\"on\":\"b.log\",\"args\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("1", await bench.ShowAsync(Unique.Replace("\"args\"", "\"on\":\"$kept\",\"args\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("4", await bench.KeepAsync(Unique));
    }

    [Fact]
    public async Task What_is_logged_is_shown_and_not_kept()
    {
        using var bench = NewBench(("a.log", "b\na\nb\n"));
        const string command = """{"op":"wasm","module":"group_count","args":{"pattern":"\\w"},"store":"n"}""";
        Assert.Equal("2\tb\n1\ta\n\n\nlog:\n3 matches, 2 different values, 2 of them shown", await bench.ShowAsync(command));
        Assert.Equal("2\tb\n1\ta\n", bench.Variables.Stored["n"].ReadUtf8String());
    }

    [Theory]
    [InlineData("""{"op":"wasm","module":"unique"}""", "a\nb\n")]
    [InlineData("""{"op":"wasm","module":" Unique ","args":{}}""", "a\nb\n")]
    [InlineData("""{"op":"wasm","module":"unique","args":null}""", "a\nb\n")]
    [InlineData("""{"op":"wasm","module":"unique","args":{"show":null,"pattern":null}}""", "a\nb\n")]
    [InlineData("""{"op":"wasm","module":"unique","args":"{\"show\":\"count\"}"}""", "2")]
    [InlineData("""{"op":"wasm","module":"unique","args":{"show":"Count"}}""", "2")]
    [InlineData("""{"op":"wasm","module":"unique","args":{"pattern":"${letter}"}}""", "a\n")]
    [InlineData("""{"op":"wasm","module":"group_count","args":{"pattern":".","top":"1"}}""", "2\tb\n")]
    [InlineData("""{"op":"wasm","module":"group_count","args":{"pattern":".","top":1.0,"ignore_case":"false"}}""", "2\tb\n")]
    public async Task Arguments_are_read_leniently(string command, string expected)
    {
        using var bench = NewBench(("a.log", "b\na\nb\n"));
        bench.Variables.TrySet("letter", Text.FromText("a"));
        Assert.Equal(expected, await bench.KeepAsync(command));
    }

    [Theory]
    [InlineData("""{"op":"wasm","module":"group_count"}""", "the argument `pattern` is missing")]
    [InlineData("""{"op":"wasm","module":"group_count","args":{"regex":"x"}}""", "it has no argument `regex`")]
    [InlineData("""{"op":"wasm","module":"group_count","args":{"pattern":["x"]}}""", "`pattern` is not [\"x\"]")]
    [InlineData("""{"op":"wasm","module":"group_count","args":{"pattern":"x","top":-1}}""", "`top` is not -1")]
    [InlineData("""{"op":"wasm","module":"group_count","args":{"pattern":"x","top":1.5}}""", "`top` is not 1.5")]
    [InlineData("""{"op":"wasm","module":"unique","args":{"show":"all"}}""", "`show` is not \"all\"")]
    [InlineData("""{"op":"wasm","module":"unique","args":{"ignore_case":1}}""", "`ignore_case` is not 1")]
    [InlineData("""{"op":"wasm","module":"unique","args":["x"]}""", "`args` is not an object")]
    [InlineData("""{"op":"wasm","module":"unique","args":"count"}""", "`args` is not an object")]
    [InlineData("""{"op":"wasm","module":"top_words","args":{"stop_words":[1]}}""", "`stop_words` is not [1]")]
    [InlineData("""{"op":"wasm","module":"time_histogram","args":{"by":"week"}}""", "`by` is not \"week\"")]
    public async Task Wrong_arguments_are_answered_with_what_there_is(string command, string wrong)
    {
        using var bench = NewBench(("a.txt", "x\n"));
        var said = await bench.FailAsync(command, "invalid_arguments");
        Assert.Contains(wrong, said, StringComparison.Ordinal);
        var analysis = ReadyMadeCatalog.Find((string)System.Text.Json.Nodes.JsonNode.Parse(command)!["module"]!)!;
        Assert.Contains(analysis.Describe(), said, StringComparison.Ordinal);
        Assert.Contains($"\"args\":{analysis.Example}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_module_is_answered_with_all_there_are()
    {
        using var bench = NewBench(("a.txt", "x\n"));
        var said = await bench.FailAsync("""{"op":"wasm","module":"percentile"}""", "invalid_arguments");
        Assert.All(ReadyMadeCatalog.All, a => Assert.Contains(a.Describe(), said, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_example_is_allowed() => Assert.All(ReadyMadeCatalog.All, analysis =>
    {
        Assert.NotNull(ArgumentCheck.Write(analysis, System.Text.Json.Nodes.JsonNode.Parse(analysis.Example)!.AsObject(), out var problem));
        Assert.Null(problem);
    });

    [Fact]
    public async Task The_second_call_compiles_nothing()
    {
        using var folder = new TempFolder();
        var cached = new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("seal.key") };
        foreach (var expected in new[] { false, true })
        {
            using var bench = new CommandBench(6_000, Runner(cached, new ExecutionOptions()), ("a.txt", "x\n"));
            var first = await bench.RunAsync(Unique);
            Assert.Equal((true, expected), (first.Success, first.Analysis!.Cached));
            Assert.Equal(0, first.Analysis.Timings.Compile);
            var second = await bench.RunAsync("""{"op":"wasm","module":"numbers"}""");
            Assert.True(second.Analysis!.Cached, "it is in the same module");
            Assert.Equal(0, second.Analysis.Timings.Aot);
        }
    }

    [Fact]
    public async Task Analyses_that_are_switched_off_are_off()
    {
        var off = new AnalysisRunner(
            new ModuleCache(new RustCompiler(Sandbox.NoLocator, new CompilerOptions()), new ModuleCacheOptions()),
            new WasmExecutor(new ExecutionOptions()), TimeProvider.System, enabled: false);
        using var bench = new CommandBench(6_000, off, ("a.txt", "x\n"));
        Assert.Equal(AnalysisRunner.SwitchedOff.Message, await bench.FailAsync(Unique, "switched_off"));
        Assert.Equal(
            AnalysisRunner.SwitchedOff.Message,
            await bench.FailAsync("""{"op":"wasm_wat","wat":"(module)"}""", "switched_off"));
    }

    [Fact]
    public async Task What_is_too_much_is_told_with_what_a_model_can_do()
    {
        using var slow = new CommandBench(6_000, Runner(new(), new ExecutionOptions { FuelLimit = 1_000 }), ("a.txt", "x\n"));
        Assert.Contains("Take a part of it (`on`)", await slow.FailAsync(Unique, "out_of_fuel"), StringComparison.Ordinal);
        using var small = new CommandBench(6_000, Runner(new(), new ExecutionOptions { MemoryLimit = 4 << 20 }), ("a.json", $"{{\n\"a\":\"{new string('x', 5 << 20)}\"}}"));
        Assert.Contains("Take a part of it (`on`)", await small.FailAsync("""{"op":"wasm","module":"json_fields"}""", "input_too_large"), StringComparison.Ordinal);
    }

    private static CommandBench NewBench(params (string Name, string Text)[] documents) => new(6_000, Sandbox.NoRunner, documents);

    private static AnalysisRunner Runner(ModuleCacheOptions cache, ExecutionOptions limits) => new(
        new ModuleCache(new RustCompiler(Sandbox.NoLocator, new CompilerOptions()), cache), new WasmExecutor(limits), TimeProvider.System);
}
