using Rlm.Analyses;
using Rlm.Prompts;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Rlm.Tests;

/// <summary>Compiler, cache and executor as a program would have them, with a disk tier that all tests share.</summary>
internal static class Sandbox
{
    public static ModuleCacheOptions CacheOptions { get; } = new()
    {
        Folder = Repository.PathOf("artifacts", "test-cache", "modules"),
        KeyFile = Repository.PathOf("artifacts", "test-cache", "seal.key"),
    };

    public static ToolchainLocator Locator { get; } = new(new ToolchainOptions());

    /// <summary>Finds no compiler.</summary>
    public static ToolchainLocator NoLocator { get; } = new(new ToolchainOptions { RustcPath = "/no/such/rustc" });

    public static AnalysisRunner Runner { get; } = NewRunner(Locator);

    /// <summary>Cannot compile.</summary>
    public static AnalysisRunner NoRunner { get; } = new(
        new ModuleCache(new RustCompiler(NoLocator, new CompilerOptions()), new ModuleCacheOptions()),
        new WasmExecutor(new ExecutionOptions()),
        TimeProvider.System);

    public static PromptBuilder Prompts { get; } = new(new RustCompiler(Locator, new CompilerOptions()), new ExecutionOptions());

    public static PromptBuilder NoPrompts { get; } = new(new RustCompiler(NoLocator, new CompilerOptions()), new ExecutionOptions());

    /// <summary>A runner with an empty memory tier over the shared disk tier.</summary>
    public static AnalysisRunner NewRunner(ToolchainLocator locator) => new(
        new ModuleCache(new RustCompiler(locator, new CompilerOptions()), CacheOptions),
        new WasmExecutor(new ExecutionOptions()),
        TimeProvider.System);
}
