namespace Rlm.Traces;

/// <summary>A place where a replay went another way than the run.</summary>
/// <param name="Where">The command, or the answer.</param>
/// <param name="Before">What came of it in the run; null when it did not happen.</param>
/// <param name="Now">What came of it in the replay; null when it did not happen.</param>
public sealed record RunDifference(string Where, string? Before, string? Now);
