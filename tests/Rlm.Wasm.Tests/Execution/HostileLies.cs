using static Rlm.Wasm.Tests.Execution.HostileCase;
using static Rlm.Wasm.WasmErrorCode;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>Modules that end by themselves, and lie, trap, or take what they are not given.</summary>
internal static class HostileLies
{
    private const string Ask = "(call $pair (i32.const 2000) (i32.const 3000) (i32.const 2)) (drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100)))";
    private const string Done = "(call $done (i32.const 0))";

    public static IEnumerable<HostileCase> All => [.. Memory, .. Stack, .. Traps, .. Results, .. Inputs, .. Texts, .. Calls];

    private static IEnumerable<HostileCase> Memory =>
    [
        Ends("4 GiB from the beginning", Wat(memory: "65536"), OutOfMemory),
        Ends("more than the limit from the beginning", Wat(memory: "2000"), OutOfMemory),
        Ends("growth beyond everything", Wat($"(drop (memory.grow (i32.const -1))) {Done}"), (WasmErrorCode?)null),
        Ends("growth page by page to the limit", Wat($"(loop $again (br_if $again (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) {Done}"), (WasmErrorCode?)null),
        Ends("growth, and a fill of all of it", Wat($"(loop $again (br_if $again (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) (memory.fill (i32.const 65536) (i32.const 65) (i32.mul (i32.sub (memory.size) (i32.const 1)) (i32.const 65536))) {Done}"), null, OutOfFuel),
        Ends("a fill of 4 GiB", Wat("(memory.fill (i32.const 0) (i32.const 1) (i32.const -1))"), StackOverflow, OutOfFuel),
        Ends("a copy of 4 GiB", Wat("(memory.copy (i32.const 0) (i32.const 1) (i32.const -1))"), StackOverflow, OutOfFuel),
        Ends("a copy from the last address", Wat("(memory.copy (i32.const 0) (i32.const -1) (i32.const 2))"), StackOverflow),
        Ends("data that is gone", Wat("(data.drop $d) (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))", more: "(data $d \"x\")"), StackOverflow),
        Ends("data beyond the end", Wat(more: "(data (i32.const 65535) \"xy\")"), StackOverflow),
        Ends("data below the beginning", Wat(more: "(data (i32.const -1) \"xy\")"), StackOverflow),
        Ends("elements beyond the end", Wat(more: "(elem (table $t) (i32.const 10) func $done)"), InvalidModule),
        Ends("a table larger than may be", Wat(more: "(table 100001 funcref)"), InvalidModule),
        Ends("more tables than may be", Wat(more: string.Concat(Enumerable.Repeat("(table 1 funcref)", 8))), InvalidModule),
        Ends("a table that grows without end", Wat($"(loop $again (br_if $again (i32.ne (table.grow $t (ref.null func) (i32.const 90)) (i32.const -1)))) {Done}"), (WasmErrorCode?)null),
        Ends("an element that is not there", Wat("(drop (table.get $t (i32.const 10)))"), InvalidModule),
        Ends("elements that are not there", Wat("(table.fill $t (i32.const 9) (ref.null func) (i32.const 2))"), InvalidModule),
    ];

    private static IEnumerable<HostileCase> Stack =>
    [
        Ends("recursion", Wat("(call $analyze)"), StackOverflow),
        Ends("recursion in rlm_start", Wat(start: "(call $f)", more: "(func $f (result i32) (call $f))"), StackOverflow),
        Ends("recursion in rlm_input", Wat(input: "(call $f)", more: "(func $f (result i32) (call $f))"), StackOverflow),
        Ends("recursion in the start function", Wat(more: "(func $f (call $f)) (start $f)"), StackOverflow),
        Ends("recursion of large frames", Wat("(drop (call $f (i64.const 1)))", more: $"(func $f (param i64) (result i64) (local {string.Join(' ', Enumerable.Repeat("i64", 300))}) {string.Concat(Enumerable.Range(1, 300).Select(i => $"(local.set {i} (i64.load (i32.const {i})))"))} (drop (call $f (local.get 7))) {string.Concat(Enumerable.Range(1, 300).Select(i => $"(i64.store (i32.const {i}) (local.get {i}))"))} i64.const 1)"), StackOverflow),
        Ends("recursion through a table", Wat("(call_indirect $t (type $none) (i32.const 0))", more: "(elem (table $t) (i32.const 0) func $analyze)"), StackOverflow),
        Ends("recursion that calls the host in each frame", Wat($"{Ask} (call $analyze)"), StackOverflow, OutOfFuel),
        Ends("a call of the host from the deepest frame", Wat("(call $f (i32.const 0))", more: $"(func $f (param i32) (i32.store (i32.const 512) (local.get 0)) (if (i32.lt_u (local.get 0) (i32.const 20000)) (then (call $f (i32.add (local.get 0) (i32.const 1))) (return))) {Ask} {Done})"), null, StackOverflow),
    ];

    private static IEnumerable<HostileCase> Traps =>
    [
        Ends("unreachable", Wat("unreachable"), Panicked),
        Ends("unreachable in rlm_start", Wat(start: "unreachable"), Panicked),
        Ends("unreachable in rlm_input", Wat(input: "unreachable"), Panicked),
        Ends("unreachable in the start function", Wat(more: "(func $s unreachable) (start $s)"), Panicked),
        Ends("a division by zero", Wat("(drop (i32.div_s (i32.const 1) (global.get $g)))"), InvalidModule),
        Ends("a division that overflows", Wat("(drop (i64.div_s (i64.const 0x8000000000000000) (i64.const -1)))"), InvalidModule),
        Ends("no number made an integer", Wat("(drop (i32.trunc_f64_u (f64.const nan)))"), InvalidModule),
        Ends("a read below the beginning", Wat("(drop (i32.load offset=4294967295 (i32.const -1)))"), StackOverflow),
        Ends("a vector across the end", Wat("(drop (v128.load (i32.const 65521)))"), StackOverflow),
        Ends("a call of nothing", Wat("(call_indirect $t (type $none) (i32.const 3))"), InvalidModule),
        Ends("a call beyond the table", Wat("(call_indirect $t (type $none) (i32.const -1))"), InvalidModule),
        Ends("a call as another type", Wat("(drop (call_indirect $t (param i64) (result i64) (i64.const 1) (i32.const 0)))", more: "(elem (table $t) (i32.const 0) func $analyze)"), InvalidModule),
        Ends("a call of the host through a table", Wat("(drop (call_indirect $t (param i32 i32) (result i32) (i32.const 0) (i32.const 0) (i32.const 0)))", more: "(elem (table $t) (i32.const 0) func $take)"), InvalidModule),
    ];

    private static IEnumerable<HostileCase> Results =>
    [
        Ends("no result at all", Wat(""), InvalidModule),
        Ends("a result of no known kind", Wat("(i32.store (i32.const 1024) (i32.const 7))"), InvalidModule),
        Ends("a result beyond the end", Wat(Result(1, "65530", "7")), InvalidUtf8),
        Ends("a result that wraps around", Wat(Result(1, "-1", "2")), InvalidUtf8),
        Ends("a result of 4 GiB", Wat(Result(1, "0", "-1")), OutputTooLarge),
        Ends("a result of 2 GiB and one", Wat(Result(1, "0", "0x80000001")), OutputTooLarge),
        Ends("an error of 4 GiB", Wat(Result(2, "0", "-1")), OutputTooLarge),
        Ends("an error beyond the end", Wat(Result(2, "65535", "2")), InvalidUtf8),
        Ends("a result that is the state itself", Wat(Result(1, "1024", "48")), null, InvalidUtf8),
        Ends("a result that is all of the memory", Wat(Result(1, "0", "65536")), null, InvalidUtf8),
        Ends("half a character", Wat("(i32.store (i32.const 4096) (i32.const 0x8298E2)) (call $done (i32.const 2))"), InvalidUtf8),
        Ends("a surrogate", Wat("(i32.store (i32.const 4096) (i32.const 0x80A0ED)) (call $done (i32.const 3))"), InvalidUtf8),
        Ends("a zero in two bytes", Wat("(i32.store (i32.const 4096) (i32.const 0x80C0)) (call $done (i32.const 2))"), InvalidUtf8),
        Ends("a character beyond Unicode", Wat("(i32.store (i32.const 4096) (i32.const 0x808090F4)) (call $done (i32.const 4))"), InvalidUtf8),
        Ends("a state beyond the end", Wat(start: "i32.const 65535"), InvalidModule),
        Ends("a state below the beginning", Wat(start: "i32.const -48"), InvalidModule),
        Ends("a state across the end", Wat(start: "i32.const 65500"), InvalidModule),
        Ends("no state", Wat(start: "i32.const 0"), InvalidModule),
    ];

    private static IEnumerable<HostileCase> Inputs =>
    [
        Ends("no room for the input", Wat(input: "i32.const 0"), InputTooLarge),
        Ends("room at the last address", Wat(input: "i32.const -1"), InputTooLarge),
        Ends("room beyond the end", Wat(input: "i32.const 65536"), InputTooLarge),
        Ends("room in the state", Wat(input: "i32.const 1024", analyze: ""), InvalidModule),
        Ends("room in the length of the result", Wat(input: "i32.const 1032", analyze: "(i32.store (i32.const 1024) (i32.const 1))"), null, OutputTooLarge),
    ];

    private static IEnumerable<HostileCase> Texts =>
    [
        Ends("a panic of 4 GiB", Wat("(call $pair (i32.const 1036) (i32.const 0) (i32.const -1)) unreachable"), Panicked),
        Ends("a panic beyond the end", Wat("(call $pair (i32.const 1036) (i32.const 65535) (i32.const 2)) unreachable"), Panicked),
        Ends("a panic that is all of the memory", Wat("(call $pair (i32.const 1036) (i32.const 0) (i32.const 65536)) unreachable"), Panicked),
        Ends("a panic that is no text", Wat("(memory.fill (i32.const 4096) (i32.const 255) (i32.const 9000)) (call $pair (i32.const 1036) (i32.const 4096) (i32.const 9000)) unreachable"), Panicked),
        Ends("a panic at line -1", Wat("(call $pair (i32.const 1036) (i32.const 4096) (i32.const 4)) (i32.store (i32.const 1044) (i32.const -1)) unreachable"), Panicked),
        Ends("a log of 4 GiB", Wat($"(call $pair (i32.const 1048) (i32.const 0) (i32.const -1)) {Done}"), (WasmErrorCode?)null),
        Ends("a log that is all of the memory", Wat($"(call $pair (i32.const 1048) (i32.const 0) (i32.const 65536)) (i32.store (i32.const 1056) (i32.const -1)) {Done}"), (WasmErrorCode?)null),
        Ends("4 GiB refused", Wat("(i32.store (i32.const 1060) (i32.const -1)) unreachable"), OutOfMemory),
        Ends("4 billion lines skipped", Wat($"(call $pair (i32.const 1064) (i32.const -1) (i32.const -100)) {Done}"), (WasmErrorCode?)null),
        Ends("samples across the end", Wat($"(call $pair (i32.const 1064) (i32.const 5) (i32.const 65000)) (i32.store (i32.const 65000) (i32.const -1)) {Done}"), (WasmErrorCode?)null),
    ];

    private static IEnumerable<HostileCase> Calls =>
    [
        Ends("a call that there is not", Wat("(drop (call $call (i32.const 99) (i32.const 0) (i32.const 1) (i32.const 2100)))"), InvalidModule),
        Ends("a negative call", Wat("(drop (call $call (i32.const 0x80000001) (i32.const 0) (i32.const 1) (i32.const 2100)))"), InvalidModule),
        Ends("texts beyond the end", Wat("(drop (call $call (i32.const 1) (i32.const 65529) (i32.const 1) (i32.const 2100)))"), InvalidModule),
        Ends("replies beyond the end", Wat("(drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 65529)))"), InvalidModule),
        Ends("replies over the texts", Wat($"(call $pair (i32.const 2000) (i32.const 2000) (i32.const 8)) (drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2000))) {Done}"), (WasmErrorCode?)null),
        Ends("replies over the state", Wat($"{Ask} (drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 1024)))"), InvalidModule, OutputTooLarge, null),
        Ends("an answer over the state", Wat($"{Ask} (drop (call $take (i32.const 0) (i32.const 1024)))"), InvalidUtf8),
        Ends("an answer beyond the end", Wat($"{Ask} (drop (call $take (i32.const 0) (i32.const 65535)))"), InvalidModule),
        Ends("an answer before the question", Wat("(drop (call $take (i32.const 0) (i32.const 4096)))"), InvalidModule),
        Ends("an answer taken twice", Wat($"{Ask} (drop (call $take (i32.const 0) (i32.const 4096))) (drop (call $take (i32.const 0) (i32.const 4096)))"), InvalidModule),
        Ends("an answer that was not given", Wat($"{Ask} (drop (call $take (i32.const 1) (i32.const 4096)))"), InvalidModule),
        Ends("a question in the start function", Wat(more: $"(func $s {Ask}) (start $s)"), InvalidModule),
        Ends("a question that the crate never asks, in rlm_start", Wat(start: "(drop (call $take (i32.const 0) (i32.const 0))) i32.const 1024"), InvalidModule),
        Ends("eleven thousand questions", Wat($"(local $i i32) (call $pair (i32.const 2000) (i32.const 3000) (i32.const 2)) (loop $again (drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100))) (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 11000)))) {Done}"), null, OutOfFuel, TimedOut),
    ];

    private static string Result(int outcome, string address, string length) =>
        $"(i32.store (i32.const 1024) (i32.const {outcome})) (call $pair (i32.const 1028) (i32.const {address}) (i32.const {length}))";
}
