using System.Diagnostics;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>A compiler or a linker that is missing, hangs, crashes, lies or floods: a typed error, and nothing of it is kept.</summary>
[Trait("Category", "Security")]
public sealed class BrokenCompilerTests
{
    private const string Plain = "pub fn analyze(input: &str) -> String { input.len().to_string() }";
    private const string Wasm = "printf '\\000asm\\001\\000\\000\\000' > analysis.wasm";
    private const string Read = "echo 'analysis.wasm: entry.rs analysis.rs' > analysis.d";
    private const string Error = """{"message":"no","level":"error","spans":[{"file_name":"analysis.rs","line_start":1,"line_end":1,"column_start":1,"column_end":2,"byte_start":0,"byte_end":1,"is_primary":true,"text":[]}],"children":[],"rendered":"no"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, WasmErrorCode> Scripts() => new()
    {
        { "is gone", "/bin/rm \"$0\"; exit 1", WasmErrorCode.CompilerFailed },
        { "may not be run again", "/bin/chmod a-x \"$0\"; exit 1", WasmErrorCode.CompilerFailed },
        { "says nothing", "exit 1", WasmErrorCode.CompilerFailed },
        { "says that it has no memory", "echo 'error: memory allocation of 8 bytes failed' >&2; exit 101", WasmErrorCode.CompilerFailed },
        { "hangs", "while :; do :; done", WasmErrorCode.CompilationTimedOut },
        { "hangs and hears no signal", "trap '' TERM INT HUP; while :; do :; done", WasmErrorCode.CompilationTimedOut },
        { "hangs with its streams closed", "exec 0<&- 1>&- 2>&-; while :; do :; done", WasmErrorCode.CompilationTimedOut },
        { "leaves a child that holds its streams", "(while :; do :; done) & exit 1", WasmErrorCode.CompilerFailed },
        { "overflows its stack", "kill -SEGV $$", WasmErrorCode.CompilationFailed },
        { "aborts", "kill -ABRT $$", WasmErrorCode.CompilationFailed },
        { "panics", """echo '{"message":"the compiler unexpectedly panicked. this is a bug.","level":"error","spans":[]}' >&2; exit 101""", WasmErrorCode.CompilationFailed },
        { "is killed for want of memory", "kill -KILL $$", WasmErrorCode.CompilerFailed },
        { "uses up its processor time", "kill -XCPU $$", WasmErrorCode.CompilationTimedOut },
        { "makes no module", Read, WasmErrorCode.CompilerFailed },
        { "does not say what it read", Wasm, WasmErrorCode.CompilerFailed },
        { "read another file", $"{Wasm}; echo 'analysis.wasm: entry.rs analysis.rs /etc/hostname' > analysis.d", WasmErrorCode.InvalidSource },
        { "read the environment", $"{Wasm}; {Read}; echo '# env-dep:HOME=/root' >> analysis.d", WasmErrorCode.InvalidSource },
        { "makes a link instead of a module", $"/bin/ln -s /etc/passwd analysis.wasm; {Read}", WasmErrorCode.CompilerFailed },
        { "makes a folder instead of a module", $"/bin/mkdir analysis.wasm; {Read}", WasmErrorCode.CompilerFailed },
        { "makes a pipe instead of a module", $"/usr/bin/mkfifo analysis.wasm; {Read}", WasmErrorCode.CompilerFailed },
        { "makes a pipe instead of what it read", $"{Wasm}; /usr/bin/mkfifo analysis.d", WasmErrorCode.CompilerFailed },
        { "makes no WebAssembly", $"echo hello > analysis.wasm; {Read}", WasmErrorCode.InvalidModule },
        { "makes an empty module", $"{Wasm}; {Read}", WasmErrorCode.InvalidModule },
        { "makes a module without an end", $"/usr/bin/truncate -s 10G analysis.wasm; {Read}", WasmErrorCode.InvalidModule },
        { "makes a module of 9 MB", $"{Wasm}; /usr/bin/truncate -s 9M analysis.wasm; {Read}", WasmErrorCode.InvalidModule },
        { "floods one stream", "exec /usr/bin/yes", WasmErrorCode.CompilerFailed },
        { "floods the other stream", "exec /usr/bin/yes >&2", WasmErrorCode.CompilerFailed },
        { "floods with errors", $"exec /usr/bin/yes '{Error}' >&2", WasmErrorCode.CompilationFailed },
        { "floods without a line's end", "exec /usr/bin/tr '\\0' x < /dev/zero >&2", WasmErrorCode.CompilerFailed },
        { "reports errors far outside", """echo '{"message":"no","level":"error","spans":[{"file_name":"analysis.rs","line_start":4000000000,"line_end":-7,"column_start":99999,"column_end":-1,"byte_start":9,"byte_end":-9,"is_primary":true,"text":[]}],"rendered":"no"}' >&2; exit 1""", WasmErrorCode.CompilerFailed },
        { "reports errors without an end", "for i in $(/usr/bin/seq 1 3000); do printf '{\"children\":['; done >&2; exit 1", WasmErrorCode.CompilerFailed },
        { "reports no UTF-8", "printf '{\"message\":\"\\377\\376\",\"level\":\"error\",\"spans\":[{}]}\\n' >&2; exit 1", WasmErrorCode.CompilerFailed },
    };

    public static TheoryData<string, string, WasmErrorCode> Linkers() => new()
    {
        { "is missing", "", WasmErrorCode.CompilerFailed },
        { "fails", "echo no >&2; exit 1", WasmErrorCode.CompilerFailed },
        { "crashes", "kill -SEGV $$", WasmErrorCode.CompilerFailed },
        { "hangs", "while :; do :; done", WasmErrorCode.CompilationTimedOut },
        { "lies", "exit 0", WasmErrorCode.CompilerFailed },
        { "floods", "exec /usr/bin/yes", WasmErrorCode.CompilationTimedOut },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_compiler_that(string does, string script, WasmErrorCode code) => await CheckAsync(does, script, code, new CompilerOptions());

    [Theory]
    [MemberData(nameof(Linkers))]
    public async Task A_linker_that(string does, string script, WasmErrorCode code)
    {
        using var folder = new TempFolder();
        var linker = folder.PathOf("wasm-ld");
        if (script.Length > 0)
        {
            Toolchain.FakeCompiler.Executable(folder.Write("wasm-ld", $"#!/bin/sh\n{script}\n"));
        }

        await CheckAsync(does, await FakeToolchain.RealRustcAsync(), code, new CompilerOptions { ExtraFlags = [$"-Clinker={linker}"] });
    }

    private static async Task CheckAsync(string does, string script, WasmErrorCode code, CompilerOptions options)
    {
        using var folder = new TempFolder();
        var locator = await FakeToolchain.MakeAsync(folder, $"echo run >> '{folder.PathOf("runs")}'\n{script}");
        var compiler = new RustCompiler(locator, options with
        {
            Jail = FakeToolchain.Options.Jail,
            Timeout = TimeSpan.FromSeconds(1),
            ScratchFolder = folder.PathOf("scratch"),
        });
        var cache = new ModuleCache(compiler, new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("key") });
        await compiler.PrepareAsync(Plain, Stop);
        var clock = Stopwatch.StartNew();

        var lookup = await cache.GetAsync(Plain, Stop);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{does}: {clock.Elapsed}");
        Assert.True(lookup.Error?.Code == code, $"{does}: {lookup.Error}");
        Assert.InRange(lookup.Error!.Message.Length, 20, 5_000);
        Assert.Equal((1, 0, 0), (cache.GetStats().Misses, cache.GetStats().MemoryItems, cache.GetStats().DiskItems));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.PathOf("scratch")));
        Assert.DoesNotContain(RunningIn.Folders(), path => path.StartsWith(folder.Path, StringComparison.Ordinal));
        Assert.Equal(["run"], File.ReadAllLines(folder.PathOf("runs")));

        // The next one asks the compiler again.
        await cache.GetAsync(Plain, Stop);
        Assert.Equal(2, cache.GetStats().Misses);
    }
}
