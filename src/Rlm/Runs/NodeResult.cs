using Rlm.Evidence;

namespace Rlm.Runs;

/// <summary>What a run of a tree came to.</summary>
/// <param name="Answer">Its answer, or null.</param>
/// <param name="Error">Why there is none, or null.</param>
/// <param name="Iterations">Turns that it took.</param>
internal sealed record NodeResult(string? Answer, RunError? Error, int Iterations)
{
    /// <summary>Whether the documents went to the model whole, without commands.</summary>
    public bool Bypassed { get; init; }

    /// <summary>What the answer rests on.</summary>
    public SourceRanges Evidence { get; init; } = SourceRanges.None;
}
