namespace Rlm.Wasm.Caching;

/// <summary>Sizes and place of the two tiers of <see cref="ModuleCache"/>.</summary>
public sealed record ModuleCacheOptions
{
    /// <summary>Modules kept in memory, 3 to 100,000. Default: 256.</summary>
    public int MemoryItems { get; init; } = 256;

    /// <summary>Bytes of native code kept in memory, at least 1 MiB. Default: 256 MiB.</summary>
    public long MemoryBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Folder of the disk tier, of this user and for nothing else. Null: no disk tier. It is made with rights for its owner only;
    /// one that is there and holds only files of this user loses the rights of others.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Bytes kept on disk, modules and parts together, at least 1 MiB; the entries used longest ago go first, and one that is larger is not kept. Default: 1 GiB.</summary>
    public long DiskBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Whether results of the chunks of large inputs are kept on disk beside the modules, so that of a text that grew only what is
    /// new is analysed again. No result depends on it. Default: true.
    /// </summary>
    public bool KeepParts { get; init; } = true;

    /// <summary>
    /// File with the key that seals entries, made when missing, readable by its owner only; one that others could have read or brought is
    /// replaced. It must not lie in <see cref="Folder"/>: who can write there must not be able to seal; there is no disk tier then.
    /// Null: no disk tier.
    /// </summary>
    public string? KeyFile { get; init; }
}
