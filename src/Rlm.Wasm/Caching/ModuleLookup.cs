namespace Rlm.Wasm.Caching;

/// <summary>What <see cref="ModuleCache.GetAsync"/> gives: a module or an error.</summary>
public sealed record ModuleLookup
{
    /// <summary>The module, or null when <see cref="Error"/> says why there is none.</summary>
    public AnalysisModule? Module { get; init; }

    /// <summary>Why there is no module, or null.</summary>
    public WasmError? Error { get; init; }

    /// <summary>The tier that had it.</summary>
    public CacheTier Tier { get; init; }

    /// <summary>Where the time went; compile and ahead-of-time parts are zero for a cached module.</summary>
    public LookupTimings Timings { get; init; }
}
