namespace Rlm.Wasm.Caching;

/// <summary>Counts since the cache was made, and what it holds now.</summary>
public sealed record ModuleCacheStats
{
    /// <summary>Lookups answered from memory.</summary>
    public required long MemoryHits { get; init; }

    /// <summary>Lookups answered from disk.</summary>
    public required long DiskHits { get; init; }

    /// <summary>Lookups that had to compile.</summary>
    public required long Misses { get; init; }

    /// <summary>Modules that left the memory tier to make room.</summary>
    public required long MemoryEvictions { get; init; }

    /// <summary>Entries that left the disk tier to make room.</summary>
    public required long DiskEvictions { get; init; }

    /// <summary>Entries on disk that were refused unused and removed: torn, changed, of another version, sealed with another key, or no ordinary file.</summary>
    public required long Refused { get; init; }

    /// <summary>Modules in memory.</summary>
    public required int MemoryItems { get; init; }

    /// <summary>Bytes of native code in memory.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Modules on disk.</summary>
    public required int DiskItems { get; init; }

    /// <summary>Bytes on disk, of modules and parts.</summary>
    public required long DiskBytes { get; init; }

    /// <summary>Files on disk with the results of chunks.</summary>
    public required int PartBundles { get; init; }

    /// <summary>Bytes of these, which are part of <see cref="DiskBytes"/>.</summary>
    public required long PartBytes { get; init; }

    /// <summary>Compile time that hits did not have to spend.</summary>
    public required TimeSpan CompileTimeSaved { get; init; }
}
