namespace Rlm.Wasm.Execution;

/// <summary>Lines that the code of an analysis left out and reported with <c>rlm::skipped</c>.</summary>
/// <param name="Count">How many.</param>
/// <param name="Samples">The first of them, at most 5, each cut near 200 bytes.</param>
public sealed record SkippedLines(long Count, IReadOnlyList<string> Samples)
{
    internal const int MaxSamples = 5;

    /// <summary>Nothing was left out.</summary>
    public static SkippedLines None { get; } = new(0, []);

    /// <summary>These and then those of a later part.</summary>
    internal SkippedLines Then(SkippedLines later) => later.Count == 0
        ? this
        : new SkippedLines(Count + later.Count, [.. Samples.Concat(later.Samples).Take(MaxSamples)]);
}
