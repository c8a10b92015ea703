using System.Diagnostics;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>A compiler that is missing, broken, slow or no longer wanted.</summary>
public sealed class CompilerFailureTests
{
    private const string Plain = "pub fn analyze(input: &str) -> String { input.len().to_string() }";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("#[allow(long_running_const_eval)]\nconst N: u64 = { let mut i = 0u64; while i < u64::MAX { i += 1; } i };\npub fn analyze(input: &str) -> String { format!(\"{N}{input}\") }")]
    [InlineData("fn deep<T: Clone>(n: u32, value: T) -> u32 { if n == 0 { 0 } else { deep(n - 1, (value.clone(), value)) } }\npub fn analyze(input: &str) -> String { deep(input.len() as u32, 1u8).to_string() }")]
    public async Task A_compile_that_does_not_end_is_ended_and_leaves_nothing(string source)
    {
        using var folder = new TempFolder();
        var compiler = new RustCompiler(Sandbox.Locator, new CompilerOptions { Timeout = TimeSpan.FromSeconds(2), ScratchFolder = folder.Path });

        var result = await compiler.CompileAsync(source, Stop);

        Assert.Equal(WasmErrorCode.CompilationTimedOut, result.Error!.Code);
        Assert.Contains("2 s", result.Error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.DoesNotContain(RunningIn.Folders(), path => path.StartsWith(folder.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_compiler_the_error_says_what_mends_it()
    {
        using var folder = new TempFolder();
        var locator = new ToolchainLocator(new ToolchainOptions { RustcPath = folder.PathOf("rustc"), Folder = folder.PathOf("toolchain") });

        var result = await new RustCompiler(locator, new CompilerOptions()).CompileAsync(Plain, Stop);

        Assert.Equal(WasmErrorCode.CompilerNotFound, result.Error!.Code);
        Assert.Contains("rlm setup", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_source_is_refused_also_without_a_compiler()
    {
        using var folder = new TempFolder();
        var locator = new ToolchainLocator(new ToolchainOptions { RustcPath = folder.PathOf("rustc"), Folder = folder.PathOf("toolchain") });

        var result = await new RustCompiler(locator, new CompilerOptions()).CompileAsync("fn main() {}", Stop);

        Assert.Equal(WasmErrorCode.InvalidSource, result.Error!.Code);
    }

    [Theory]
    [InlineData("echo 'no space left on device' >&2; exit 1", "no space left on device")]
    [InlineData("echo '{\"message\":\"linking failed\",\"level\":\"error\",\"spans\":[]}' >&2; exit 1", "linking failed")]
    [InlineData("echo 'not { json' >&2; exit 101", "101")]
    [InlineData("exit 0", "wrote no module")]
    public async Task A_broken_compiler_is_not_the_codes_fault_and_never_cached(string script, string said)
    {
        using var folder = new TempFolder();
        var locator = await FakeToolchain.MakeAsync(folder, $"echo run >> '{folder.PathOf("runs")}'\n{script}");
        var cache = new ModuleCache(
            new RustCompiler(locator, FakeToolchain.Options),
            new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("key") });

        var first = await cache.GetAsync(Plain, Stop);
        var second = await cache.GetAsync(Plain, Stop);

        Assert.Equal((WasmErrorCode.CompilerFailed, WasmErrorCode.CompilerFailed), (first.Error!.Code, second.Error!.Code));
        Assert.Contains(said, first.Error.Message, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(folder.PathOf("runs")).Length);
        Assert.Equal((2, 0, 0), (cache.GetStats().Misses, cache.GetStats().MemoryItems, cache.GetStats().DiskItems));
    }

    [Fact]
    public async Task A_module_that_is_none_of_ours_is_refused()
    {
        using var folder = new TempFolder();
        var locator = await FakeToolchain.MakeAsync(folder, "printf '\\000asm\\001\\000\\000\\000' > analysis.wasm; echo 'analysis.wasm: entry.rs analysis.rs' > analysis.d");
        var cache = new ModuleCache(new RustCompiler(locator, FakeToolchain.Options), new ModuleCacheOptions());

        var lookup = await cache.GetAsync(Plain, Stop);

        Assert.Equal(WasmErrorCode.InvalidModule, lookup.Error!.Code);
        Assert.Contains("does not export memory", lookup.Error.Message, StringComparison.Ordinal);
        Assert.Equal(0, cache.GetStats().MemoryItems);
    }

    [Fact]
    public async Task A_compiler_that_the_source_brings_down_is_the_codes_fault()
    {
        using var folder = new TempFolder();
        var locator = await FakeToolchain.MakeAsync(folder, "kill -SEGV $$");

        var result = await new RustCompiler(locator, FakeToolchain.Options).CompileAsync(Plain, Stop);

        Assert.Equal(WasmErrorCode.CompilationFailed, result.Error!.Code);
        Assert.Contains("simpler", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scratch_folder_that_cannot_be_made_is_a_value()
    {
        using var folder = new TempFolder();
        var file = folder.Write("file", "");
        var compiler = new RustCompiler(Sandbox.Locator, new CompilerOptions { ScratchFolder = Path.Combine(file, "scratch") });

        var result = await compiler.CompileAsync(Plain, Stop);

        Assert.Equal(WasmErrorCode.CompilerFailed, result.Error!.Code);
    }

    [Fact]
    public async Task Cancellation_ends_the_compiler_with_its_children()
    {
        using var folder = new TempFolder();
        var (started, never) = (folder.PathOf("started"), folder.PathOf("never"));
        await Process.Start("mkfifo", [started, never]).WaitForExitAsync(Stop);
        var locator = await FakeToolchain.MakeAsync(folder, $"(echo child > '{started}'; read x < '{never}') &\nread x < '{never}'");
        using var cancel = new CancellationTokenSource();

        var compiling = new RustCompiler(locator, FakeToolchain.Options with { ScratchFolder = folder.PathOf("scratch") }).CompileAsync(Plain, cancel.Token);
        Assert.Equal("child\n", await File.ReadAllTextAsync(started, Stop));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => compiling);
        Assert.DoesNotContain(RunningIn.Folders(), path => path.StartsWith(folder.Path, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.PathOf("scratch")));
    }
}
