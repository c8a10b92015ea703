namespace Rlm.Runs;

/// <summary>What the commands of one turn came to.</summary>
/// <param name="Report">What the model is told.</param>
/// <param name="Answer">The final answer, or null when the run goes on.</param>
internal sealed record StepResult(string Report, string? Answer);
