using BitFaster.Caching;
using BitFaster.Caching.Lru;

namespace Rlm.Wasm.Caching;

/// <summary>Ready modules, bounded in number by the LRU and in bytes by trimming its coldest end.</summary>
internal sealed class MemoryTier
{
    private readonly ICache<string, CachedModule> _cache;
    private readonly long _maxBytes;
    private long _bytes;
    private long _evictions;

    public MemoryTier(int maxItems, long maxBytes)
    {
        _maxBytes = maxBytes;
        _cache = new ConcurrentLruBuilder<string, CachedModule>().WithCapacity(maxItems).WithKeyComparer(StringComparer.Ordinal).WithMetrics().Build();
        _cache.Events.Value!.ItemRemoved += (_, removed) =>
        {
            Interlocked.Add(ref _bytes, -removed.Value!.Module.NativeBytes);
            if (removed.Reason is ItemRemovedReason.Evicted or ItemRemovedReason.Trimmed)
            {
                Interlocked.Increment(ref _evictions);
            }
        };
    }

    public int Items => _cache.Count;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Evictions => Interlocked.Read(ref _evictions);

    public CachedModule? TryGet(string key) => _cache.TryGet(key, out var module) ? module : null;

    /// <summary>Adds a module unless its key is there already; single flight makes sure that this is the first.</summary>
    public void Add(CachedModule module)
    {
        var added = false;
        _cache.GetOrAdd(module.Module.Key, _ =>
        {
            added = true;
            return module;
        });
        if (added)
        {
            Interlocked.Add(ref _bytes, module.Module.NativeBytes);
        }

        while (Bytes > _maxBytes && _cache.Count > 1)
        {
            _cache.Policy.Eviction.Value!.Trim(1);
        }
    }

    public void Clear() => _cache.Clear();
}

/// <summary>A module and what it cost to make.</summary>
internal sealed record CachedModule(AnalysisModule Module, TimeSpan CompileTime);
