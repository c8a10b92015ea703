using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;
using Wasmtime;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>
/// Honest modules with changes by chance go the whole way: checks, native compilation, a run. Nothing of it may throw or end
/// the process. The module at hand lies in <c>artifacts/mutated</c>, should the process end all the same.
/// </summary>
[Trait("Category", "Security")]
public sealed class MutatedModuleTests
{
    private const int Seed = 20_000;

    private const string Rust =
        """
        pub fn analyze(input: &str) -> String {
            let mut words: HashMap<&str, usize> = HashMap::new();
            for word in input.split_whitespace() { *words.entry(word).or_default() += 1; }
            println!("{} words", words.len());
            let mut all: Vec<_> = words.into_iter().collect();
            all.sort();
            format!("{all:?}")
        }
        """;

    private static readonly AnalysisSignature Signature = new(["input"], false, []);
    private static readonly AnalysisSignature OfShipped = new(["input", "args"], true, []);

    private static readonly ExecutionOptions Tight = new()
    {
        FuelLimit = 200_000,
        MemoryLimit = 4 << 20,
        Timeout = TimeSpan.FromSeconds(10),
        OutputLimit = 64 << 10,
    };

    private static readonly AnalysisInput Input = AnalysisInput.FromText("one two\nthree\ntwo one\n");

    [Fact]
    public async Task No_change_to_a_module_brings_the_host_down()
    {
        var count = Cases.Of(20_000, 400);
        var rust = (await Sandbox.Compiler.CompileAsync(Rust, TestContext.Current.CancellationToken)).Analysis!.Wasm.ToArray();
        var shipped = await File.ReadAllBytesAsync(Repository.PathOf("src", "Rlm", "ReadyMade", "time_histogram.wasm"), TestContext.Current.CancellationToken);
        byte[][] small = [.. HostileLies.All.Where(c => c.Endings.Contains(null)).Select(c => c.Wasm), .. Enumerable.Repeat(Counting, 20)];
        var folder = Directory.CreateDirectory(Repository.PathOf("artifacts", "mutated")).FullName;
        var endings = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var random = new Random(Seed + i);
            var whole = random.Next(200) switch { 0 => shipped, < 8 => rust, _ => small[random.Next(small.Length)] };
            var wasm = ModuleMutation.Mutate(whole, random);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{Environment.ProcessId}.wasm"), wasm, TestContext.Current.CancellationToken);
            try
            {
                var ending = await EndAsync(wasm, whole == shipped ? OfShipped : Signature);
                endings[ending] = endings.GetValueOrDefault(ending) + 1;
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {Seed + i}: {exception}");
            }
        }

        File.Delete(Path.Combine(folder, $"{Environment.ProcessId}.wasm"));
        TestContext.Current.SendDiagnosticMessage(string.Join(", ", endings.OrderByDescending(e => e.Value).Select(e => $"{e.Key} {e.Value:N0}")));

        // That changes reach each of the layers.
        Assert.InRange(endings["refused"], count / 10, count);
        Assert.InRange(endings["result"], count / 50, count);
        Assert.Contains(nameof(WasmErrorCode.OutOfFuel), endings.Keys);
        Assert.Contains(nameof(WasmErrorCode.StackOverflow), endings.Keys);
        Assert.Contains(nameof(WasmErrorCode.InvalidModule), endings.Keys);
    }

    private static async Task<string> EndAsync(byte[] wasm, AnalysisSignature signature)
    {
        using var module = NativeCompiler.Compile(wasm, signature, out var error);
        if (module is null)
        {
            Assert.Equal(WasmErrorCode.InvalidModule, error!.Code);
            return "refused";
        }

        var outcome = await new WasmExecutor(Tight).ExecuteAsync(
            new AnalysisModule("mutated", signature, [], module, 0, 0), [.. signature.Parameters.Select(_ => Input)], new TestHost(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(outcome.Output is null, outcome.Error is not null);
        Assert.InRange(outcome.MemoryBytes, 0, Tight.MemoryLimit!.Value);
        return outcome.Error?.Code.ToString() ?? "result";
    }

    /// <summary>Counts lines with what a module can have: a table, a global, data, a vector, growth, calls of the host.</summary>
    private static byte[] Counting { get; } = Module.ConvertText(HostileCase.Wat(
        """
        (local $i i32) (local $lines i32)
        (loop $next
          (if (i32.eq (i32.load8_u offset=8192 (local.get $i)) (i32.const 10)) (then (local.set $lines (call_indirect $t (type $add) (local.get $lines) (i32.const 1) (i32.const 0)))))
          (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (global.get $length))))
        (block $b (block $a (br_table $a $b $a (local.get $lines))) (drop (memory.grow (i32.const 1))))
        (i32.store (i32.const 4096) (i32.add (i32.const 48) (local.get $lines)))
        (v128.store (i32.const 5000) (i8x16.add (v128.load (i32.const 8192)) (v128.const i32x4 1 2 3 4)))
        (memory.copy (i32.const 4098) (i32.const 600) (i32.const 10))
        (i64.store (i32.const 5100) (i64.div_u (i64.load (i32.const 8192)) (i64.extend_i32_u (i32.add (local.get $lines) (i32.const 1)))))
        (f64.store (i32.const 5108) (f64.sqrt (f64.convert_i32_u (local.get $lines))))
        (call $pair (i32.const 2000) (i32.const 600) (i32.const 4))
        (drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100)))
        (drop (call $take (i32.const 0) (i32.const 7000)))
        (call $pair (i32.const 1048) (i32.const 600) (i32.const 10))
        (call $done (select (i32.const 1) (i32.const 2) (i32.lt_s (local.get $lines) (i32.const 10))))
        """,
        input: "(global.set $length (local.get 0)) (call $room (i32.const 3))",
        more: """
        (type $add (func (param i32 i32) (result i32)))
        (global $length (mut i32) (i32.const 0))
        (func $sum (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
        (func $room (param i32) (result i32) (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 8192)) (else (call $room (i32.sub (local.get 0) (i32.const 1))))))
        (elem (table $t) (i32.const 0) func $sum $sum)
        (data (i32.const 600) "some data here")
        """));
}
