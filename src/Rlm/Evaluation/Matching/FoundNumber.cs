namespace Rlm.Evaluation.Matching;

/// <summary>A number in an answer.</summary>
/// <param name="Value">As it is written, without the sign of percent.</param>
/// <param name="IsPercent">Whether a sign of percent follows.</param>
internal readonly record struct FoundNumber(ExactNumber Value, bool IsPercent);
