using Rlm.Wasm.Compilation;
using Rlm.Wasm.Tests.Execution;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>A module imports what the host answers, and only when its code asks.</summary>
public sealed class ModuleImportsTests
{
    [Theory]
    [InlineData("pub fn analyze(input: &str) -> usize { input.len() }")]
    [InlineData("pub fn analyze(input: &str) -> String { println!(\"x\"); rlm::skipped(input); rlm::documents(input).map(|d| d.name).collect() }\npub fn merge(parts: &[String]) -> String { parts.concat() }")]
    [InlineData("pub fn analyze(input: &str) -> String { let re = Regex::new(r\"\\d+\").unwrap(); re.find_iter(input).count().to_string() }")]
    public async Task Code_that_does_not_call_imports_nothing(string source)
    {
        var module = await Sandbox.CompileAsync(source);
        Assert.Empty(module.Native.Imports);
        Assert.False(module.CallsHost);
    }

    [Theory]
    [InlineData("rlm::llm_query(input)")]
    [InlineData("rlm::llm_query_batch(input.lines()).remove(0)")]
    [InlineData("rlm::rlm_query(input, input)")]
    [InlineData("rlm::var(input)")]
    public async Task Code_that_calls_imports_the_two_functions_of_the_host(string call)
    {
        var module = await Sandbox.CompileAsync($"pub fn analyze(input: &str) -> Result<String, String> {{ {call} }}");
        Assert.Equal(["rlm.call", "rlm.take"], module.Native.Imports.Select(i => $"{i.ModuleName}.{i.Name}").Order(StringComparer.Ordinal));
        Assert.True(module.CallsHost);
    }

    [Theory]
    [InlineData(HostileModule.Imports)]
    [InlineData("""(import "rlm" "take" (func $take (param i32 i32) (result i32)))""")]
    [InlineData("")]
    public void Ours_and_fewer_are_accepted(string imports) => Assert.Null(Compile(imports));

    [Theory]
    [InlineData("""(import "env" "call" (func $call (param i32 i32 i32 i32) (result i32)))""", "imports env.call")]
    [InlineData("""(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))""", "imports wasi_snapshot_preview1.fd_write")]
    [InlineData("""(import "rlm" "open" (func (param i32 i32) (result i32)))""", "imports rlm.open")]
    [InlineData("""(import "rlm" "Call" (func (param i32 i32 i32 i32) (result i32)))""", "imports rlm.Call")]
    [InlineData("""(import "rlm" "call" (func (param i32 i32 i32) (result i32)))""", "another type")]
    [InlineData("""(import "rlm" "call" (func (param i32 i64 i32 i32) (result i32)))""", "another type")]
    [InlineData("""(import "rlm" "call" (func (param i32 i32 i32 i32)))""", "another type")]
    [InlineData("""(import "rlm" "take" (func (param i32 i32) (result i32 i32)))""", "another type")]
    [InlineData("""(import "rlm" "call" (global i32))""", "imports rlm.call")]
    [InlineData("""(import "rlm" "take" (table 1 funcref))""", "imports rlm.take")]
    [InlineData(HostileModule.Imports + """(import "rlm" "take" (func (param i32 i32) (result i32)))""", "twice")]
    public void Anything_else_is_refused(string imports, string said)
    {
        var error = Compile(imports);
        Assert.Equal(WasmErrorCode.InvalidModule, error!.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_guest_crate_makes_another_module()
    {
        var prepared = await Sandbox.Compiler.PrepareAsync("pub fn analyze(input: &str) -> usize { input.len() }", TestContext.Current.CancellationToken);
        var other = prepared.Toolchain! with { Fingerprint = "of another librlm.rlib" };

        Assert.Equal(prepared.Key, ModuleKey.Of(prepared.Source!, prepared.Toolchain!, new CompilerOptions()));
        Assert.NotEqual(prepared.Key, ModuleKey.Of(prepared.Source!, other, new CompilerOptions()));
    }

    private static WasmError? Compile(string imports)
    {
        var (module, error) = HostileModule.Compile(HostileModule.Text(imports, ""));
        module?.Dispose();
        return error;
    }
}
