using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;
using Wasmtime;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>Modules written by hand that do what the guest crate never does. Its state lies at 1024, its result at 4096.</summary>
internal static class HostileModule
{
    public const string Imports =
        """
        (import "rlm" "call" (func $call (param i32 i32 i32 i32) (result i32)))
        (import "rlm" "take" (func $take (param i32 i32) (result i32)))
        """;

    /// <summary>One page of memory; <c>$done</c> ends the analysis with so many bytes of result.</summary>
    public static string Text(string imports, string analyze, string more = "") =>
        $"""
        (module
          {imports}
          (memory (export "memory") 1)
          (func (export "rlm_start") (result i32) i32.const 1024)
          (func (export "rlm_input") (param i32) (result i32) i32.const 8192)
          (func (export "rlm_document") (param i32 i32 i32 i32) (result i32) i32.const 12288)
          (func (export "rlm_part") (param i32) (result i32) i32.const 8192)
          (func $pair (param $at i32) (param $address i32) (param $length i32)
            (i32.store (local.get $at) (local.get $address))
            (i32.store (i32.add (local.get $at) (i32.const 4)) (local.get $length)))
          (func $done (param $length i32)
            (i32.store (i32.const 1024) (i32.const 1))
            (call $pair (i32.const 1028) (i32.const 4096) (local.get $length)))
          (func (export "rlm_analyze") {analyze})
          {more})
        """;

    public static (Module? Module, WasmError? Error) Compile(string text)
    {
        var module = NativeCompiler.Compile(Module.ConvertText(text), new AnalysisSignature(["input"], false, []), out var error);
        return (module, error);
    }

    public static Task<ExecutionOutcome> RunAsync(string analyze, IHostCalls? host, string more = "") =>
        RunTextAsync(Text(Imports, analyze, more), host, new ExecutionOptions());

    /// <summary>Runs a whole module as any analysis is run.</summary>
    public static async Task<ExecutionOutcome> RunTextAsync(string text, IHostCalls? host, ExecutionOptions options)
    {
        var (module, error) = Compile(text);
        Assert.True(error is null, error?.Message);
        using (module)
        {
            return await new WasmExecutor(options).ExecuteAsync(
                new AnalysisModule("hostile", new AnalysisSignature(["input"], false, []), [], module!, 0, 0),
                [AnalysisInput.FromText("x")], host, cancellationToken: TestContext.Current.CancellationToken);
        }
    }
}
