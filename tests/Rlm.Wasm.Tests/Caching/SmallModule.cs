using Microsoft.Extensions.Logging;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Tests.Execution;
using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Modules by number that become native code in a millisecond: what is tried with them is the cache.</summary>
internal static class SmallModule
{
    public static AnalysisSignature Signature { get; } = new(["input"], false, []);

    public static byte[] Wasm(int number) => Wasmtime.Module.ConvertText(HostileModule.Text(string.Empty, $"(call $done (i32.const {number}))"));

    public static ReadyMadeModule Make(int number) => new(Signature, Wasm(number));

    /// <summary>A cache over a compiler that is not there, so that nothing but the cache can give a module.</summary>
    public static ModuleCache Cache(TempFolder folder, ILogger<ModuleCache>? logger = null) => new(
        new RustCompiler(new ToolchainLocator(new ToolchainOptions { RustcPath = "/no/such/rustc" }), new CompilerOptions()), Options(folder), null, logger);

    public static ModuleCacheOptions Options(TempFolder folder) => new() { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("keys", "key") };

    public static string EntryOf(TempFolder folder, ReadyMadeModule module) => folder.PathOf("modules", module.Key + ".module");
}
