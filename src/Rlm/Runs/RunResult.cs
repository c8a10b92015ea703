using Rlm.Evidence;

namespace Rlm.Runs;

/// <summary>What a run came to: the object that <c>rlm ask --json</c> prints.</summary>
public sealed record RunResult
{
    /// <summary>The answer, or null when <see cref="Error"/> says why there is none.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether there is an answer.</summary>
    public required bool Success { get; init; }

    /// <summary>Why there is no answer, or null.</summary>
    public RunError? Error { get; init; }

    /// <summary>Identity of the run.</summary>
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

    /// <summary>Whether the documents went to the model directly, without commands.</summary>
    public bool Bypassed { get; init; }

    /// <summary>
    /// What the answer rests on: where the variables in it came from; without any, all that commands of the run read out
    /// or computed from. Sorted; at most 50, the nearest joined. Empty when there is no answer, or no command read
    /// anything.
    /// </summary>
    public IReadOnlyList<EvidenceLines> Evidence { get; init => field = value ?? []; } = [];
}

/// <summary>Tokens of a whole run.</summary>
/// <param name="Prompt">Sent to models.</param>
/// <param name="Completion">Written by models.</param>
/// <param name="Baseline">What sending the documents whole would have taken, estimated at four bytes a token.</param>
public sealed record RunTokens(long Prompt, long Completion, long Baseline);

/// <summary>Time of a whole run in milliseconds.</summary>
/// <param name="Total">From the question to the end.</param>
/// <param name="Model">Waiting for models.</param>
/// <param name="Compile">Compiling analyses, rustc and native code together.</param>
/// <param name="Wasm">Executing analyses, their inputs' loading included.</param>
public sealed record RunTimings(double Total, double Model, double Compile, double Wasm);

/// <summary>Why a run or a command failed.</summary>
/// <param name="Code">The kind of failure, in snake case, such as <c>model_unavailable</c>.</param>
/// <param name="Message">What happened, why, and what to do.</param>
public sealed record RunError(string Code, string Message);
