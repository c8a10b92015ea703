namespace Rlm.Bench.Peers;

/// <summary>What a peer did with a job, once.</summary>
/// <param name="Output">The answer, or null where there is none.</param>
/// <param name="Failure">Why there is no answer, or null.</param>
/// <param name="RunMilliseconds">The analysis alone.</param>
/// <param name="WholeMilliseconds">With reading the documents, and with the module's lookup or compile where there is one.</param>
/// <param name="LoadMilliseconds">What the peer took to be ready, where that is no part of the whole.</param>
internal sealed record PeerRun(string? Output, string? Failure, double RunMilliseconds, double WholeMilliseconds, double LoadMilliseconds = 0)
{
    public static PeerRun Failed(string reason) => new(null, reason, 0, 0);
}
