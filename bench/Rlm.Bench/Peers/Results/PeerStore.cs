using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rlm.Bench.Peers.Results;

/// <summary>The times of all jobs that were measured here, kept as <c>artifacts/bench/peers.json</c>.</summary>
internal sealed record PeerStore
{
    private static readonly string Place = Path.Combine(Places.Work, "peers.json");

    /// <summary>What each peer was, by its name.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>Which peers could not be had, and why.</summary>
    public IReadOnlyDictionary<string, string> Missing { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<PeerTimes> Times { get; init; } = [];

    public static async Task<PeerStore> LoadAsync() => File.Exists(Place)
        ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(Place), PeerStoreJson.Default.PeerStore)!.OfToday()
        : new PeerStore();

    public Task SaveAsync() => File.WriteAllTextAsync(Place, JsonSerializer.Serialize(this, PeerStoreJson.Default.PeerStore));

    /// <summary>With a job's times in place of older ones of the same job: what is compared was measured in one run.</summary>
    public PeerStore With(Job job, IReadOnlyList<PeerTimes> times) => this with
    {
        Times = [.. Times.Where(old => old.Analysis != job.Analysis.Name || old.Megabytes != job.Megabytes), .. times],
    };

    /// <summary>With what the peers of this run are. One that is missing now may have answered older jobs, as the version it had.</summary>
    public PeerStore With(Dictionary<string, string> versions, IReadOnlyDictionary<string, string> missing) => this with
    {
        Versions = Versions.Where(old => !versions.ContainsKey(old.Key)).Concat(versions).ToDictionary(),
        Missing = missing,
    };

    private PeerStore OfToday() => this with
    {
        Times = [.. Times.Where(times => BenchAnalysis.All.Any(analysis => analysis.Name == times.Analysis && analysis.Fingerprint == times.Fingerprint))],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(PeerStore))]
internal sealed partial class PeerStoreJson : JsonSerializerContext;
