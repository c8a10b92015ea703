using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Modules that are shipped as WebAssembly go through the same tiers, without a compiler.</summary>
public sealed class ReadyMadeTests : IDisposable
{
    private const string Source =
        """
        pub fn analyze(input: &str, args: &str) -> String { format!("{args}{}", input.len()) }
        pub fn merge(parts: &[String]) -> String { parts.join("+") }
        """;

    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_made_native_once_and_then_found()
    {
        var module = await CompileAsync();
        var cache = NewCache();
        var first = await cache.GetReadyMadeAsync(module, Stop);
        Assert.Equal(CacheTier.None, first.Tier);
        Assert.True(first.Timings.AheadOfTime > TimeSpan.Zero);
        Assert.Equal(CacheTier.Memory, (await cache.GetReadyMadeAsync(module, Stop)).Tier);
        Assert.Equal(CacheTier.Disk, (await NewCache().GetReadyMadeAsync(module, Stop)).Tier);
        var again = new ReadyMadeModule(module.Signature, module.Wasm.ToArray());
        Assert.Equal(CacheTier.Memory, (await cache.GetReadyMadeAsync(again, Stop)).Tier);
        Assert.Equal((2, 1), (cache.GetStats().MemoryHits, cache.GetStats().Misses));
    }

    [Fact]
    public async Task All_who_ask_at_once_share_one_native_compile()
    {
        var module = await CompileAsync();
        var cache = NewCache();
        var lookups = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => cache.GetReadyMadeAsync(module, Stop)));
        Assert.Single(lookups.Select(l => l.Module).Distinct());
        Assert.Equal(1, cache.GetStats().Misses);
    }

    [Fact]
    public async Task An_entry_that_was_changed_is_not_used()
    {
        var module = await CompileAsync();
        await NewCache().GetReadyMadeAsync(module, Stop);
        var file = Assert.Single(Directory.GetFiles(_folder.PathOf("modules"), "*.module"));
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Stop);
        var cache = NewCache();
        Assert.Equal(CacheTier.None, (await cache.GetReadyMadeAsync(module, Stop)).Tier);
        Assert.Equal(1, cache.GetStats().Refused);
    }

    [Fact]
    public async Task Other_bytes_and_another_signature_have_another_key()
    {
        var module = await CompileAsync();
        Assert.Equal(module.Key, new ReadyMadeModule(module.Signature, module.Wasm).Key);
        Assert.NotEqual(module.Key, new ReadyMadeModule(module.Signature with { HasMerge = false }, module.Wasm).Key);
        Assert.NotEqual(module.Key, new ReadyMadeModule(module.Signature with { Parameters = ["input"] }, module.Wasm).Key);
        Assert.NotEqual(module.Key, new ReadyMadeModule(module.Signature, module.Wasm[..^1]).Key);
    }

    [Fact]
    public async Task What_is_no_module_of_ours_is_refused()
    {
        var signature = new AnalysisSignature(["input", "args"], true, []);
        foreach (var wasm in new byte[][] { [], [1, 2, 3], Wasmtime.Module.ConvertText("(module (memory (export \"memory\") 1))") })
        {
            var lookup = await NewCache().GetReadyMadeAsync(new ReadyMadeModule(signature, wasm), Stop);
            Assert.Equal(WasmErrorCode.InvalidModule, lookup.Error!.Code);
        }
    }

    [Fact]
    public async Task A_text_in_one_piece_is_not_cut()
    {
        var lookup = await NewCache().GetReadyMadeAsync(await CompileAsync(), Stop);
        var executor = new WasmExecutor(new ExecutionOptions()) { ChunkBytes = 4 };
        var (text, args) = (AnalysisInput.FromText("a\nb\nc\nd\n"), AnalysisInput.FromText("n="));
        Assert.Equal("n=4+n=4", (await executor.ExecuteAsync(lookup.Module!, [text, args], cancellationToken: Stop)).Text());
        var whole = await executor.ExecuteAsync(lookup.Module!, [AnalysisInput.InOnePiece(text), args], cancellationToken: Stop);
        Assert.Equal(("n=8", 1), (whole.Text(), whole.Chunks));
    }

    private static async Task<ReadyMadeModule> CompileAsync()
    {
        var compiled = await Sandbox.Compiler.CompileAsync(Source, Stop);
        return new ReadyMadeModule(compiled.Analysis!.Signature, compiled.Analysis.Wasm);
    }

    private ModuleCache NewCache() => new(
        new RustCompiler(new ToolchainLocator(new ToolchainOptions { RustcPath = "/no/such/rustc" }), new CompilerOptions()),
        new ModuleCacheOptions { Folder = _folder.PathOf("modules"), KeyFile = _folder.PathOf("seal.key") });
}
