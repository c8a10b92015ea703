using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Tests;

/// <summary>Compiler, cache and executor as a program would have them, with a disk tier that all tests share.</summary>
internal static class Sandbox
{
    public static ToolchainLocator Locator { get; } = new(new ToolchainOptions());

    public static RustCompiler Compiler { get; } = new(Locator, new CompilerOptions());

    /// <summary>The options of <see cref="Cache"/>, for a cache of a test's own over the shared folder.</summary>
    public static ModuleCacheOptions SharedFolder { get; } = new()
    {
        Folder = Repository.PathOf("artifacts", "test-cache", "modules"),
        KeyFile = Repository.PathOf("artifacts", "test-cache", "seal.key"),
    };

    public static ModuleCache Cache { get; } = new(Compiler, SharedFolder);

    /// <summary>Why a source is refused.</summary>
    public static async Task<WasmError> RefuseAsync(string source)
    {
        var lookup = await Cache.GetAsync(source, TestContext.Current.CancellationToken);
        return lookup.Error ?? throw new InvalidOperationException($"This was to be refused and compiles:\n{source}");
    }

    public static async Task<AnalysisModule> CompileAsync(string source)
    {
        var lookup = await Cache.GetAsync(source, TestContext.Current.CancellationToken);
        return lookup.Module ?? throw new InvalidOperationException(lookup.Error!.Message);
    }

    public static Task<ExecutionOutcome> RunAsync(string source, params string[] inputs) =>
        RunAsync(source, new ExecutionOptions(), inputs);

    public static async Task<ExecutionOutcome> RunAsync(string source, ExecutionOptions options, params string[] inputs) =>
        await new WasmExecutor(options).ExecuteAsync(
            await CompileAsync(source), [.. inputs.Select(AnalysisInput.FromText)], cancellationToken: TestContext.Current.CancellationToken);

    public static string Text(this ExecutionOutcome outcome) =>
        outcome.Output is { } output ? System.Text.Encoding.UTF8.GetString(output.Span) : throw new InvalidOperationException(outcome.Error!.Message);
}
