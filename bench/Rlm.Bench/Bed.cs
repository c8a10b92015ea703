using Rlm.Wasm;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Toolchain;

namespace Rlm.Bench;

/// <summary>What is measured, put together as a program would.</summary>
internal static class Bed
{
    private static readonly ToolchainLocator Locator = new(new ToolchainOptions());

    public static string Source { get; } = File.ReadAllText(Places.Analysis);

    /// <summary>A cache with a disk tier that outlives the run, or with none.</summary>
    public static ModuleCache NewCache(bool disk) => NewCache(disk ? Path.Combine(Places.Work, "modules") : null);

    /// <summary>A cache with a disk tier in a folder, or with none.</summary>
    public static ModuleCache NewCache(string? folder) => new(new RustCompiler(Locator, new CompilerOptions()), new ModuleCacheOptions
    {
        Folder = folder,
        KeyFile = Path.Combine(Places.Work, "seal.key"),
    });

    public static async Task<RustToolchain> ToolchainAsync()
    {
        var status = await Locator.FindAsync(CancellationToken.None);
        return status.Toolchain ?? throw new InvalidOperationException(status.Error!.Message);
    }

    public static async Task<AnalysisModule> ModuleAsync(ModuleCache cache, string source)
    {
        var lookup = await cache.GetAsync(source);
        return lookup.Module ?? throw new InvalidOperationException(lookup.Error!.Message);
    }
}
