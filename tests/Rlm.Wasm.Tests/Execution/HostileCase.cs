using Wasmtime;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>A module made to do harm, and how each of its runs has to end.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Wasm">The module.</param>
/// <param name="Endings">What may come of it: codes, and null for a result.</param>
internal sealed record HostileCase(string Name, byte[] Wasm, params WasmErrorCode?[] Endings)
{
    /// <summary>Whether nothing but a limit ends it.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Megabytes that one of its instructions, or one call, may move.</summary>
    public int BulkMegabytes { get; init; }

    /// <summary>Ends by fuel, or by the clock when that comes first.</summary>
    public static HostileCase Endless(string name, string text, int bulkMegabytes = 0) =>
        new(name, Module.ConvertText(text), WasmErrorCode.OutOfFuel, WasmErrorCode.TimedOut) { IsEndless = true, BulkMegabytes = bulkMegabytes };

    public static HostileCase Ends(string name, string text, params WasmErrorCode?[] endings) => new(name, Module.ConvertText(text), endings);

    public static HostileCase Refused(string name, string text) => new(name, Module.ConvertText(text), WasmErrorCode.InvalidModule);

    /// <summary>What the guest crate would look like if it were hostile: every part of it can be replaced.</summary>
    public static string Wat(
        string analyze = "(call $done (i32.const 0))", string start = "i32.const 1024", string input = "i32.const 8192", string more = "", string memory = "1") =>
        $"""
        (module
          {HostileModule.Imports}
          (memory $m (export "memory") {memory})
          (global $g (mut i32) (i32.const 0))
          (table $t 10 1000 funcref)
          (type $none (func))
          (func $pair (param $at i32) (param $address i32) (param $length i32)
            (i32.store (local.get $at) (local.get $address))
            (i32.store (i32.add (local.get $at) (i32.const 4)) (local.get $length)))
          (func $done (param $length i32)
            (i32.store (i32.const 1024) (i32.const 1))
            (call $pair (i32.const 1028) (i32.const 4096) (local.get $length)))
          (func (export "rlm_start") (result i32) {start})
          (func (export "rlm_input") (param i32) (result i32) {input})
          (func (export "rlm_document") (param i32 i32 i32 i32) (result i32) i32.const 12288)
          (func (export "rlm_part") (param i32) (result i32) i32.const 8192)
          (func $analyze (export "rlm_analyze") {analyze})
          {more})
        """;
}
