namespace Rlm.Evaluation.Generation;

/// <summary>
/// The generator of pseudo-random numbers SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014): the same numbers for the same seed on every machine, and from every version of .NET.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From 0 up to a bound, which is not reached.</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    public T Pick<T>(IReadOnlyList<T> items) => items[(int)Below(items.Count)];

    /// <summary>As many different ones as asked for, in random order.</summary>
    public List<T> Choose<T>(IEnumerable<T> items, int count)
    {
        var rest = items.ToList();
        for (var i = 0; i < count; i++)
        {
            var other = i + (int)Below(rest.Count - i);
            (rest[i], rest[other]) = (rest[other], rest[i]);
        }

        return rest[..count];
    }
}
