using Rlm.Runs;

namespace Rlm.Evaluation;

/// <summary>One finished run of a task: a line of the results.</summary>
public sealed record EvalResult
{
    /// <summary>The task's id.</summary>
    public required string Task { get; init; }

    /// <summary>Which run of it, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>Whether the answer is right.</summary>
    public required bool Correct { get; init; }

    /// <summary>What was answered, or null when the run failed.</summary>
    public string? Answer { get; init; }

    /// <summary>Why the answer is wrong; null when it is right or there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Why there is no answer, or null.</summary>
    public RunError? Error { get; init; }

    /// <summary>Identity of the run and name of its trace.</summary>
    public required string RunId { get; init; }

    /// <summary>Turns that the root model took.</summary>
    public required int Iterations { get; init; }

    /// <summary>Questions that commands put to a model.</summary>
    public required int SubCalls { get; init; }

    /// <summary>Tokens used.</summary>
    public required RunTokens Tokens { get; init; }

    /// <summary>Price in US dollars, or null when it is not known.</summary>
    public double? CostUsd { get; init; }

    /// <summary>Where the time went.</summary>
    public required RunTimings TimingsMs { get; init; }

    /// <summary>Why it does not count as correct: <c>wrong_answer</c> or the code of the error; null when it does.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Cause => Correct ? null : Error?.Code ?? "wrong_answer";
}
