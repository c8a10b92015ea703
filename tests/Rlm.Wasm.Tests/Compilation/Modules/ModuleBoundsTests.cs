using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Compilation.Modules;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;
using Wasmtime;
using static Rlm.Wasm.Tests.Compilation.Modules.WasmWriter;

namespace Rlm.Wasm.Tests.Compilation.Modules;

/// <summary>Native compilation cannot be interrupted, so that what passes the bounds must be done in seconds.</summary>
[Trait("Category", "Security")]
[Collection(Alone.Name)]
public sealed class ModuleBoundsTests
{
    /// <summary>Of processor time: two cores do it in half of that. The largest honest modules take 1.5 s.</summary>
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(15);

    private static readonly AnalysisSignature Signature = new(["input"], false, []);

    [Fact]
    public void The_costliest_modules_that_pass_are_compiled_in_seconds()
    {
        var late = new List<string>();
        var shapes = CostlyModules.Shapes.Where((_, i) => Cases.InFull || i % 7 == 0);
        foreach (var (name, shape) in shapes)
        {
            var wasm = LargestThatPasses(shape);
            Assert.True(wasm.Length > 0, name);
            var before = Environment.CpuUsage.TotalTime;
            using var module = Module.FromBytes(WasmRuntime.Engine, name, wasm);
            var took = Environment.CpuUsage.TotalTime - before;
            TestContext.Current.SendDiagnosticMessage($"{name}: {wasm.Length:N0} bytes, {took.TotalSeconds:0.0} s of processor time");
            if (took > MostWork)
            {
                late.Add($"{name}: {wasm.Length:N0} bytes took {took.TotalSeconds:0.0} s of processor time");
            }
        }

        Assert.Empty(late);
    }

    [Theory]
    [InlineData("growth", 1_001, 1, "indirect calls")]
    [InlineData("growth", 1_000, 6, "indirect calls")]
    [InlineData("calls through a table", 1_001, 1, "indirect calls")]
    [InlineData("fills", 1_001, 1, "indirect calls")]
    [InlineData("loops in loops", 501, 1, "loops")]
    [InlineData("loops one after the other", 500, 32, "loops times local variables")]
    [InlineData("branches over locals", 10_001, 1, "branches")]
    [InlineData("branches over locals", 9_000, 2, "branches times local variables")]
    [InlineData("one table of many branches", 4_001, 1, "cases of a `match`")]
    [InlineData("one table of many branches", 3_999, 6, "cases of a `match`")]
    [InlineData("additions", 38_000, 1, "bytes")]
    [InlineData("additions", 37_000, 6, "bytes of code")]
    [InlineData("nothing", 1, 10_000, "functions")]
    public void What_would_take_long_is_refused_before_it_is_compiled_and_says_why(string shape, int pieces, int times, string said)
    {
        var wasm = CostlyModules.Module(CostlyModules.Shapes[shape](pieces, 400), times);
        Assert.Null(Module.Validate(WasmRuntime.Engine, wasm));
        Assert.Contains(said, ModuleBounds.Check(wasm), StringComparison.Ordinal);
        Assert.Null(NativeCompiler.Compile(wasm, Signature, out var error));
        Assert.Equal(WasmErrorCode.InvalidModule, error!.Code);
    }

    [Fact]
    public void Many_locals_are_refused()
    {
        Assert.Contains("local variables", ModuleBounds.Check(CostlyModules.Module(Body([], 501), 1)), StringComparison.Ordinal);
        var most = Sized([2, .. Number(uint.MaxValue), I32, .. Number(uint.MaxValue), I64, 0x0B]);
        Assert.Contains("local variables", ModuleBounds.Check(CostlyModules.Module(most, 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65, 0, "parameters")]
    [InlineData(0, 3, "results")]
    public void Wide_functions_are_refused(int parameters, int results, string said)
    {
        var values = Repeat(results, 0x41, 0);
        byte[] wasm =
        [
            .. Header,
            .. Section(1, Type(Repeat(parameters, I32), Repeat(results, I32))),
            .. Section(3, [0]),
            .. Section(10, Body(values)),
        ];
        Assert.Null(Module.Validate(WasmRuntime.Engine, wasm));
        Assert.Contains(said, ModuleBounds.Check(wasm), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_takes_many_values_is_refused()
    {
        // 8,000 such blocks in 60 KB of code took more than 5 GB.
        string Wat(string block) =>
            $"""(module (type $t (func (param i32 i32 i32))) (type $u (func (param i32 i32))) (memory (export "memory") 1) (func (export "analyze") (param i32 i32) (result i32) {block} i32.const 1))""";
        Assert.Contains("take more than 2 values", ModuleBounds.Check(Module.ConvertText(Wat("i32.const 1 i32.const 2 i32.const 3 (block (type $t) drop drop drop)"))), StringComparison.Ordinal);
        Assert.Null(ModuleBounds.Check(Module.ConvertText(Wat("i32.const 1 i32.const 2 (block (type $u) drop drop)"))));
    }

    [Theory]
    [InlineData("(type (func (param i32)))", 1_001, "types")]
    [InlineData("(global i32 (i32.const 1))", 1_001, "globals")]
    [InlineData("(table 1 funcref)", 1_001, "tables")]
    [InlineData("(data (i32.const 1) \"x\")", 1_001, "segments")]
    [InlineData("(import \"a\" \"b\" (func))", 1_001, "imports")]
    public void Many_parts_are_refused(string part, int times, string said) =>
        Assert.Contains(said, ModuleBounds.Check(Module.ConvertText($"(module {string.Concat(Enumerable.Repeat(part, times))} (memory 1))")), StringComparison.Ordinal);

    [Fact]
    public async Task The_largest_honest_modules_are_far_below()
    {
        const string everything =
            """
            pub fn analyze(input: &str) -> String {
                let re = Regex::new(r"(?i)\b(\w+)@(\w+)\.com\b").unwrap();
                let value: serde_json::Value = serde_json::from_str(input).unwrap_or_default();
                let mut m: BTreeMap<String, Vec<f64>> = BTreeMap::new();
                for c in re.captures_iter(input) { m.entry(c[1].to_lowercase()).or_default().push(c[2].len() as f64 / 3.0); }
                let mut v: Vec<_> = m.into_iter().collect();
                v.sort_by(|a, b| b.1.iter().sum::<f64>().total_cmp(&a.1.iter().sum()));
                format!("{v:?} {}", serde_json::to_string_pretty(&value).unwrap())
            }
            """;
        var shipped = Directory.GetFiles(Repository.PathOf("src", "Rlm", "ReadyMade"), "*.wasm");
        Assert.NotEmpty(shipped);
        var compiled = await Sandbox.Compiler.CompileAsync(everything, TestContext.Current.CancellationToken);
        foreach (var wasm in shipped.Select(File.ReadAllBytes).Append(compiled.Analysis!.Wasm.ToArray()))
        {
            var functions = ModuleShapeReader.Read(wasm)!.Functions;
            Assert.InRange(functions.Sum(f => (long)f.Bytes), 1, ModuleBounds.MaxCodeBytes / 2);
            Assert.InRange(functions.Max(f => f.Bytes), 1, ModuleBounds.MaxFunctionBytes / 5);
            Assert.InRange((int)functions.Max(f => f.Locals), 1, ModuleBounds.MaxLocals / 5);
            Assert.InRange(functions.Max(f => f.Loops), 1, ModuleBounds.MaxLoops / 5);
            Assert.InRange(functions.Max(f => f.Joins), 1, ModuleBounds.MaxJoins / 3);
            Assert.InRange(functions.Max(f => f.Targets), 1, ModuleBounds.MaxTargets / 5);
            Assert.InRange(functions.Max(f => f.FarCalls), 1, ModuleBounds.MaxFarCalls / 5);
            Assert.InRange(functions.Sum(f => f.Loops * (f.Locals + 64L)), 1, ModuleBounds.MaxLoopLocals / 5);
            Assert.InRange(functions.Sum(f => f.Joins * (f.Locals + 32L)), 1, ModuleBounds.MaxJoinLocals / 2);
            Assert.InRange(functions.Sum(f => f.Targets), 1, ModuleBounds.MaxTargetsInAll / 5);
            Assert.InRange(functions.Sum(f => f.FarCalls), 1, ModuleBounds.MaxFarCallsInAll / 5);
        }
    }

    [Fact]
    public void What_is_shipped_keeps_the_contract_and_no_other()
    {
        foreach (var file in Directory.GetFiles(Repository.PathOf("src", "Rlm", "ReadyMade"), "*.wasm"))
        {
            var wasm = File.ReadAllBytes(file);
            using var module = NativeCompiler.Compile(wasm, Signature with { HasMerge = true }, out var error);
            Assert.True(module is not null, error?.Message);
            using var other = NativeCompiler.Compile(wasm, Signature, out error);
            Assert.Contains("rlm_merge", error!.Message, StringComparison.Ordinal);
        }
    }

    // Doubles the pieces of a function while it passes, then the functions.
    private static byte[] LargestThatPasses(Func<int, int, byte[]> shape)
    {
        const int locals = ModuleBounds.MaxLocals - 1;
        var (pieces, body) = (64, shape(64, locals));
        while (pieces < 1 << 18 && Passes(shape(pieces, locals), 1))
        {
            body = shape(pieces, locals);
            pieces += pieces / 2;
        }

        var times = 1;
        while (times < ModuleBounds.MaxFunctions && Passes(body, times + Math.Max(1, times / 4)))
        {
            times += Math.Max(1, times / 4);
        }

        return Passes(body, times) ? CostlyModules.Module(body, times) : [];
    }

    private static bool Passes(byte[] body, int times) => ModuleBounds.Check(CostlyModules.Module(body, times)) is null;
}
