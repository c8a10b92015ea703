using Rlm.Wasm.Caching;

namespace Rlm.Bench.Compiles;

/// <summary>The split of a cold compile, over sources that differ in a comment.</summary>
internal static class ColdCompile
{
    private const int Times = 9;

    public static async Task<IReadOnlyList<LookupTimings>> MeasureAsync(string source)
    {
        var cache = Bed.NewCache(disk: false);
        var all = new List<LookupTimings>();
        for (var i = 0; i <= Times; i++)
        {
            var lookup = await cache.GetAsync($"{source}\n// {i}\n");
            if (lookup.Module is null || lookup.Tier != CacheTier.None)
            {
                throw new InvalidOperationException(lookup.Error?.Message ?? $"a hit from {lookup.Tier}");
            }

            // The first reads rustc and its libraries from disk and compiles our own code.
            if (i > 0)
            {
                all.Add(lookup.Timings);
            }
        }

        return all;
    }
}
