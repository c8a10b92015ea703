using static Rlm.Wasm.Tests.Execution.HostileCase;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>Modules that are not what RLM makes of an analysis, and are refused before anything of them runs.</summary>
internal static class HostileContracts
{
    private const string Memory = """(memory (export "memory") 1)""";
    private const string Start = """(func (export "rlm_start") (result i32) i32.const 1024)""";
    private const string Input = """(func (export "rlm_input") (param i32) (result i32) i32.const 8192)""";
    private const string Document = """(func (export "rlm_document") (param i32 i32 i32 i32) (result i32) i32.const 8192)""";
    private const string Part = """(func (export "rlm_part") (param i32) (result i32) i32.const 8192)""";
    private const string Analyze = """(func (export "rlm_analyze"))""";

    private static readonly string[] Whole = [Memory, Start, Input, Document, Part, Analyze];

    public static IEnumerable<HostileCase> All => [.. Exports, .. Memories, .. Imports, .. Features, .. Bytes];

    private static IEnumerable<HostileCase> Exports =>
    [
        .. Whole.Select((part, i) => Refused($"without {part}", Without(i))),
        Refused("the state as a number", With(Start, """(global (export "rlm_start") i32 (i32.const 1024))""")),
        Refused("a start without a result", With(Start, """(func (export "rlm_start"))""")),
        Refused("a start with an argument", With(Start, """(func (export "rlm_start") (param i32) (result i32) i32.const 0)""")),
        Refused("a start of 64 bits", With(Start, """(func (export "rlm_start") (result i64) i64.const 0)""")),
        Refused("a start of a fraction", With(Start, """(func (export "rlm_start") (result f32) f32.const 0)""")),
        Refused("an input of 64 bits", With(Input, """(func (export "rlm_input") (param i64) (result i32) i32.const 0)""")),
        Refused("an input of nothing", With(Input, """(func (export "rlm_input") (result i32) i32.const 0)""")),
        Refused("an input with two results", With(Input, """(func (export "rlm_input") (param i32) (result i32 i32) i32.const 0 i32.const 0)""")),
        Refused("an input that is a reference", With(Input, """(func (export "rlm_input") (param i32) (result funcref) ref.null func)""")),
        Refused("a document of three numbers", With(Document, """(func (export "rlm_document") (param i32 i32 i32) (result i32) i32.const 0)""")),
        Refused("a part that is a table", With(Part, """(table (export "rlm_part") 1 funcref)""")),
        Refused("an analysis that returns", With(Analyze, """(func (export "rlm_analyze") (result i32) i32.const 0)""")),
        Refused("an analysis that takes", With(Analyze, """(func (export "rlm_analyze") (param i32))""")),
        Refused("an analysis that is a memory", With(Analyze, """(export "rlm_analyze" (memory 0))""")),
        Refused("a merge that the source has not", With(Analyze, Analyze + """(func (export "rlm_merge"))""")),
        Refused("one function more", With(Analyze, Analyze + """(func (export "_start"))""")),
        Refused("a comparison of other types", With(Analyze, Analyze + """(func (export "memcmp") (param i32 i32) (result i32) i32.const 0)""")),
        Refused("a search under a name of its own", With(Analyze, Analyze + """(func (export "__wrap_mine") (param i32 i32 i32 i32))""")),
        Refused("a table for all", With(Analyze, Analyze + """(table (export "__indirect_function_table") 1 funcref)""")),
        Refused("a name of the linker's as a function", With(Analyze, Analyze + """(func (export "__data_end"))""")),
        Refused("a name of the linker's that changes", With(Analyze, Analyze + """(global (export "__heap_base") (mut i32) (i32.const 0))""")),
        Refused("a name of the linker's of 64 bits", With(Analyze, Analyze + """(global (export "__heap_base") i64 (i64.const 0))""")),
        Refused("a name of ten thousand characters", With(Analyze, Analyze + $"""(func (export "{new string('x', 10_000)}"))""")),
        Refused("two thousand names", With(Analyze, Analyze + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"""(export "e{i}" (func 0))""")))),
    ];

    private static IEnumerable<HostileCase> Memories =>
    [
        Refused("a memory that is a function", With(Memory, """(memory 1) (func (export "memory"))""")),
        Refused("a memory that is a number", With(Memory, """(memory 1) (global (export "memory") i32 (i32.const 0))""")),
        Refused("two memories", With(Memory, Memory + "(memory 1)")),
        Refused("a memory of 64 bits", With(Memory, """(memory (export "memory") i64 1)""")),
        Refused("a shared memory", With(Memory, """(memory (export "memory") 1 2 shared)""")),
        Refused("a memory of small pages", With(Memory, """(memory (export "memory") 1 (pagesize 1))""")),
    ];

    private static IEnumerable<HostileCase> Imports =>
    [
        Refused("a memory from outside", """(module (import "rlm" "memory" (memory 1)))"""),
        Refused("a function of the system", """(module (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32))))"""),
        Refused("a call with another type", $"""(module (import "rlm" "call" (func (param i64) (result i64))) {string.Concat(Whole)})"""),
        Refused("a take of another module", $"""(module (import "env" "take" (func (param i32 i32) (result i32))) {string.Concat(Whole)})"""),
        Refused("a number from outside", $"""(module (import "rlm" "call" (global i32)) {string.Concat(Whole)})"""),
        Refused("the same twice", $"""(module (import "rlm" "take" (func (param i32 i32) (result i32))) (import "rlm" "take" (func (param i32 i32) (result i32))) {string.Concat(Whole)})"""),
    ];

    private static IEnumerable<HostileCase> Features =>
    [
        Refused("a tail call", With(Analyze, """(func $f (export "rlm_analyze") (return_call $f))""")),
        Refused("a tail call through a table", With(Analyze, """(table 1 funcref) (func (export "rlm_analyze") (return_call_indirect (i32.const 0)))""")),
        Refused("an exception", With(Analyze, """(tag $t) (func (export "rlm_analyze") (throw $t))""")),
        Refused("an object", With(Analyze, """(type $s (struct (field i32))) (func (export "rlm_analyze") (drop (struct.new_default $s)))""")),
        Refused("an atomic store", With(Analyze, """(func (export "rlm_analyze") (i32.atomic.store (i32.const 0) (i32.const 1)))""")),
        Refused("a relaxed vector", With(Analyze, """(func (export "rlm_analyze") (drop (i8x16.relaxed_swizzle (v128.const i64x2 0 0) (v128.const i64x2 0 0))))""")),
        Refused("a wide product", With(Analyze, """(func (export "rlm_analyze") (i64.mul_wide_s (i64.const 1) (i64.const 1)) drop drop)""")),
        Refused("a call of a reference", With(Analyze, """(type $n (func)) (func (export "rlm_analyze") (call_ref $n (ref.null $n)))""")),
        Refused("a function that is not well typed", With(Analyze, """(func (export "rlm_analyze") i32.const 1)""")),
        Refused("a component", "(component)"),
    ];

    private static IEnumerable<HostileCase> Bytes
    {
        get
        {
            var whole = Ends("whole", $"(module {string.Concat(Whole)})").Wasm;
            byte[] another = [.. whole];
            another[4] = 2;
            return
            [
                new("nothing", [], WasmErrorCode.InvalidModule),
                new("half a header", whole[..6], WasmErrorCode.InvalidModule),
                new("a header alone", whole[..8], WasmErrorCode.InvalidModule),
                new("another version", another, WasmErrorCode.InvalidModule),
                new("a module that ends early", whole[..^3], WasmErrorCode.InvalidModule),
                new("a module twice", [.. whole, .. whole], WasmErrorCode.InvalidModule),
                new("a section that there is not", [.. whole, 99, 0], WasmErrorCode.InvalidModule),
                new("a section longer than the file", [.. whole, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], WasmErrorCode.InvalidModule),
                new("a length of six bytes", [.. whole[..8], 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0], WasmErrorCode.InvalidModule),
                new("four billion types", [.. whole[..8], 1, 5, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], WasmErrorCode.InvalidModule),
                new("a text", "(module)"u8.ToArray(), WasmErrorCode.InvalidModule),
                new("a program", "\u007fELF\u0002\u0001\u0001"u8.ToArray(), WasmErrorCode.InvalidModule),
            ];
        }
    }

    private static string With(string part, string other) => $"(module {string.Concat(Whole.Select(p => p == part ? other : p))})";

    private static string Without(int part) => $"(module {string.Concat(Whole.Where((_, i) => i != part))})";
}
