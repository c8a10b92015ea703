using System.Text.Json.Serialization;

namespace Rlm.Bench.Peers.Python;

/// <summary>What a worker is asked.</summary>
internal sealed record WorkerRequest(string Analysis, IReadOnlyList<string> Documents);

/// <summary>What it answers.</summary>
internal sealed record WorkerReply
{
    public string? Output { get; init; }

    public string? Error { get; init; }

    public double RunMs { get; init; }

    public double WholeMs { get; init; }

    public double LoadMs { get; init; }

    public string? Version { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerReply))]
internal sealed partial class WorkerJson : JsonSerializerContext;
