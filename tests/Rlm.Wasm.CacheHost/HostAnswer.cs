using System.Text.Json.Serialization;

namespace Rlm.Wasm.CacheHost;

/// <summary>What a command came to, and what the cache counts now.</summary>
/// <param name="Modules">How many different modules the callers were given.</param>
/// <param name="Tier">Where the first caller's module came from.</param>
/// <param name="Error">Why there was no module; null when there was one, or none was asked for.</param>
/// <param name="Native">SHA-256 of the module's native code.</param>
/// <param name="Misses">Lookups that compiled, since the cache was opened.</param>
/// <param name="DiskHits">Lookups answered from disk, since the cache was opened.</param>
/// <param name="MemoryHits">Lookups answered from memory, since the cache was opened.</param>
/// <param name="Refused">Entries refused, since the cache was opened.</param>
/// <param name="Warnings">What was logged as a warning, since the program began.</param>
public sealed record HostAnswer(
    int Modules,
    string? Tier,
    string? Error,
    string? Native,
    long Misses,
    long DiskHits,
    long MemoryHits,
    long Refused,
    IReadOnlyList<string> Warnings);

/// <summary>Source-generated JSON of the answers.</summary>
[JsonSerializable(typeof(HostAnswer))]
public sealed partial class HostJson : JsonSerializerContext;
