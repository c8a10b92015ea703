using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Evaluation;

/// <summary>What results come from: the first line of a file of results. Only the same may go on in it.</summary>
/// <param name="RlmEval">Version of the format: 1.</param>
/// <param name="TasksSha256">SHA-256, in hex, of the file of tasks.</param>
/// <param name="Models">Root and sub model, each with where it answers.</param>
/// <param name="Limits">What a run may take.</param>
public sealed record EvalSetup(int RlmEval, string TasksSha256, IReadOnlyList<string> Models, RunLimits Limits)
{
    /// <summary>The setup of an evaluation.</summary>
    public static EvalSetup Of(EvalTaskFile tasks, ModelPool models, RunLimits limits)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(models);
        return new EvalSetup(1, tasks.Hash, [.. new[] { models.Root, models.Sub }.OfType<ChatModel>().Distinct().Select(m => $"{m.Name} at {m.Endpoint}")], limits);
    }

    /// <summary>What is not the same in another setup, in words; null when they are the same.</summary>
    internal string? DifferenceTo(EvalSetup other) =>
        RlmEval != other.RlmEval ? $"have the format {RlmEval} instead of {other.RlmEval}"
        : TasksSha256 != other.TasksSha256 ? "are of other tasks, or the file of the tasks was changed since"
        : !Models.SequenceEqual(other.Models) ? $"are of another model ({string.Join(", ", Models)})"
        : Limits != other.Limits ? $"are of other limits ({Limits.MaxIterations} turns, {Limits.MaxSubCalls} sub-calls, {Limits.OutputLimit} characters of output)"
        : null;
}
