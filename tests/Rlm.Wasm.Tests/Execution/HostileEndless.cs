using static Rlm.Wasm.Tests.Execution.HostileCase;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>Modules that only a limit ends, in every place where a guest runs.</summary>
internal static class HostileEndless
{
    private const string Text = "(call $pair (i32.const 2000) (i32.const 3000) (i32.const 2))";

    public static IEnumerable<HostileCase> All =>
    [
        Endless("a loop", Wat(Loop(""))),
        Endless("a loop in a loop", Wat(Loop(Loop("")))),
        Endless("a loop in the start function", Wat(more: $"(func $s {Loop("")}) (start $s)")),
        Endless("a loop in rlm_start", Wat(start: $"{Loop("")} i32.const 1024")),
        Endless("a loop in rlm_input", Wat(input: $"{Loop("")} i32.const 8192")),
        Endless("a loop that branches by a table", Wat("(loop $again (br_table $again $again (i32.const 0)))")),
        Endless("a loop of calls", Wat(Loop("(call $f)"), more: "(func $f)")),
        Endless("a loop of calls through a table", Wat(Loop("(call_indirect $t (type $none) (i32.const 0))"), more: "(func $f) (elem (table $t) (i32.const 0) func $f)")),
        Endless("calls in calls, twice each, sixty deep", Wat("(call $f (i32.const 60))", more: "(func $f (param i32) (if (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1))) (call $f (i32.sub (local.get 0) (i32.const 1))))))")),
        Endless("a loop of divisions", Wat(Loop("(drop (i64.div_u (i64.const 7) (i64.extend_i32_u (i32.add (global.get $g) (i32.const 3)))))"))),
        Endless("a loop of square roots", Wat(Loop("(f64.store (i32.const 0) (f64.sqrt (f64.load (i32.const 0))))"))),
        Endless("a loop of vectors", Wat(Loop("(v128.store (i32.const 0) (i8x16.add (v128.load (i32.const 0)) (v128.load (i32.const 16))))"))),
        Endless("a loop over a global", Wat(Loop("(global.set $g (i32.add (global.get $g) (i32.const 1)))"))),
        Endless("a loop that stores", Wat(Loop("(i32.store (i32.and (global.get $g) (i32.const 65532)) (i32.const -1))"))),
        Endless("a loop that asks for the size", Wat(Loop("(drop (memory.size))"))),
        Endless("a loop that grows by nothing", Wat(Loop("(drop (memory.grow (i32.const 0)))"))),
        Endless("a loop that grows by a page", Wat(Loop("(drop (memory.grow (i32.const 1)))"))),
        Endless("a loop that grows by everything", Wat(Loop("(drop (memory.grow (i32.const 65535)))"))),
        Endless("a loop that grows a table", Wat(Loop("(drop (table.grow $t (ref.null func) (i32.const 1)))"))),
        Endless("a loop that sets a table", Wat(Loop("(table.set $t (i32.const 1) (ref.null func))"))),
        Endless("a loop that fills a table", Wat(Loop("(table.fill $t (i32.const 0) (ref.null func) (i32.const 10))"))),
        Endless("a loop that copies a table", Wat(Loop("(table.copy $t $t (i32.const 0) (i32.const 1) (i32.const 9))"))),
        Endless("a loop that fills a page", Wat(Loop("(memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))"))),
        Endless("a loop that fills nothing", Wat(Loop("(memory.fill (i32.const 0) (i32.const 1) (i32.const 0))"))),
        Endless("a loop that copies a page over itself", Wat(Loop("(memory.copy (i32.const 1) (i32.const 0) (i32.const 65535))"))),
        Endless("a loop that grows and fills all", Wat(Loop("(drop (memory.grow (i32.const 16))) (memory.fill (i32.const 0) (i32.const 7) (i32.mul (memory.size) (i32.const 65536)))")), 64),
        Endless("a loop that grows and copies all", Wat(Loop("(drop (memory.grow (i32.const 16))) (memory.copy (i32.const 65536) (i32.const 0) (i32.mul (i32.sub (memory.size) (i32.const 1)) (i32.const 65536)))")), 64),
        Endless("a loop that lays data", Wat(Loop("(memory.init $d (i32.const 0) (i32.const 0) (i32.const 4))"), more: "(data $d \"data\")")),
        Endless("a loop that rewrites the log", Wat(Loop("(call $pair (i32.const 1048) (i32.const 0) (i32.const -1))"))),
        Endless("a loop that asks the model", Wat(Text + Loop("(drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100)))"))),
        Endless("a loop that asks for variables", Wat(Text + Loop("(drop (call $call (i32.const 3) (i32.const 2000) (i32.const 1) (i32.const 2100)))"))),
        Endless("a loop that asks and takes", Wat(Text + Loop("(drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100))) (drop (call $take (i32.const 0) (i32.const 4096)))"))),
        Endless("a loop that asks a thousand at once", Wat(Loop("(drop (call $call (i32.const 1) (i32.const 16384) (i32.const 1000) (i32.const 32768)))"))),
        Endless("a loop that asks for more than may be asked", Wat(Loop("(drop (call $call (i32.const 1) (i32.const 2000) (i32.const -1) (i32.const 2100)))"))),
        Endless("a loop that gives a text of 4 GiB", Wat("(call $pair (i32.const 2000) (i32.const 0) (i32.const -1))" + Loop("(drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100)))"))),
        Endless("a loop that gives one page many times", Wat(
            "(local $i i32) (loop $n (call $pair (i32.add (i32.const 16384) (i32.shl (local.get $i) (i32.const 3))) (i32.const 0) (i32.const 65536)) (br_if $n (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1000))))"
            + Loop("(drop (call $call (i32.const 1) (i32.const 16384) (i32.const 1000) (i32.const 32768)))")), 64),
        Endless("a loop that asks in rlm_input", Wat(input: Text + Loop("(drop (call $call (i32.const 1) (i32.const 2000) (i32.const 1) (i32.const 2100)))") + "i32.const 8192")),
    ];

    private static string Loop(string body) => $"(loop {body} (br 0))";
}
