namespace Rlm.Bench.Peers.Results;

/// <summary>All runs of one peer with one job, in milliseconds.</summary>
internal sealed record PeerTimes
{
    public required string Analysis { get; init; }

    /// <summary>What was measured: times of other sources or documents are not shown with today's.</summary>
    public required string Fingerprint { get; init; }

    public required int Megabytes { get; init; }

    public required string Peer { get; init; }

    /// <summary>When the job began.</summary>
    public required DateTimeOffset Measured { get; init; }

    /// <summary>The load of the machine then.</summary>
    public required string MachineLoad { get; init; }

    /// <summary>The analysis alone.</summary>
    public required IReadOnlyList<double> Run { get; init; }

    /// <summary>With reading, and with lookup or compile.</summary>
    public required IReadOnlyList<double> Whole { get; init; }

    /// <summary>Until the peer was ready; not in <see cref="Whole"/>.</summary>
    public required double Load { get; init; }

    /// <summary>Why it gave no answer, or null.</summary>
    public string? Failure { get; init; }
}
