using BitFaster.Caching;
using BitFaster.Caching.Lru;

namespace Rlm.Wasm.Caching;

/// <summary>Ready modules, bounded in number by the LRU and in bytes by trimming its coldest end.</summary>
internal sealed class MemoryTier
{
    private readonly ICache<string, CachedModule> cache;
    private readonly long maxBytes;
    private long bytes;
    private long evictions;

    public MemoryTier(int maxItems, long maxBytes)
    {
        this.maxBytes = maxBytes;
        cache = new ConcurrentLruBuilder<string, CachedModule>().WithCapacity(maxItems).WithKeyComparer(StringComparer.Ordinal).WithMetrics().Build();
        cache.Events.Value!.ItemRemoved += (_, removed) =>
        {
            Interlocked.Add(ref bytes, -removed.Value!.Module.NativeBytes);
            if (removed.Reason is ItemRemovedReason.Evicted or ItemRemovedReason.Trimmed)
            {
                Interlocked.Increment(ref evictions);
            }
        };
    }

    public int Items => cache.Count;

    public long Bytes => Interlocked.Read(ref bytes);

    public long Evictions => Interlocked.Read(ref evictions);

    public CachedModule? TryGet(string key) => cache.TryGet(key, out var module) ? module : null;

    /// <summary>Adds a module unless its key is there already; single flight makes sure that this is the first.</summary>
    public void Add(CachedModule module)
    {
        var added = false;
        cache.GetOrAdd(module.Module.Key, _ =>
        {
            added = true;
            return module;
        });
        if (added)
        {
            Interlocked.Add(ref bytes, module.Module.NativeBytes);
        }

        while (Bytes > maxBytes && cache.Count > 1)
        {
            cache.Policy.Eviction.Value!.Trim(1);
        }
    }

    public void Clear() => cache.Clear();
}

/// <summary>A module and what it cost to make.</summary>
internal sealed record CachedModule(AnalysisModule Module, TimeSpan CompileTime);
