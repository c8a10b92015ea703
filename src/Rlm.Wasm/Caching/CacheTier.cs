namespace Rlm.Wasm.Caching;

/// <summary>Where a module came from.</summary>
public enum CacheTier
{
    /// <summary>Nowhere: it was compiled now, or could not be.</summary>
    None,

    /// <summary>From memory: neither rustc nor the native compiler nor the disk was touched.</summary>
    Memory,

    /// <summary>From disk: its native code was read, checked and mapped.</summary>
    Disk,
}
