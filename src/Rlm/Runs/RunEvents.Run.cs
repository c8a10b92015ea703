using Rlm.Models.Profiles;

namespace Rlm.Runs;

/// <summary>A run began.</summary>
/// <param name="RunId">Its identity; also the name of its trace.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Documents">What it is asked of.</param>
/// <param name="Model">The root model, as the provider names it.</param>
/// <param name="Endpoint">Where the model answers; never with a key in it.</param>
/// <param name="Limits">What the run may take.</param>
public sealed record RunStarted(
    string RunId,
    string Question,
    IReadOnlyList<DocumentFacts> Documents,
    string Model,
    string Endpoint,
    RunLimits Limits) : RunEvent
{
    /// <summary>JSON schema that the answer has to fit, or null.</summary>
    public string? Schema { get; init; }

    /// <summary>How much its models take at once.</summary>
    public ModelWindows? Windows { get; init; }

    /// <summary>How the root model is asked: what is known of its name, and what is configured.</summary>
    public ModelProfile? Profile { get; init; }

    /// <summary>What begins the same run again, or null when who began it keeps that.</summary>
    public RunRecipe? Recipe { get; init; }
}

/// <summary>A run that had been stopped was begun again, with what models had said. All that follows tells the run anew.</summary>
/// <param name="RunId">Its identity.</param>
/// <param name="Answers">How many answers of models are known.</param>
public sealed record RunResumed(string RunId, int Answers) : RunEvent;

/// <summary>The system prompt of a run was made.</summary>
/// <param name="Hash">SHA-256 of it, in hex.</param>
/// <param name="Toolchain">Fingerprint of the compiler of analyses, or null when there is none.</param>
public sealed record PromptBuilt(string Hash, string? Toolchain) : RunEvent;

/// <summary>What a trace says of a document.</summary>
/// <param name="Name">Its relative path.</param>
/// <param name="Bytes">Its length as UTF-8.</param>
/// <param name="Hash">SHA-256 of it in hex; <c>samples:</c> before that of samples of a long one.</param>
public sealed record DocumentFacts(string Name, long Bytes, string Hash);

/// <summary>A limit of the whole run was reached for the first time.</summary>
/// <param name="Budget">Which one, in snake case: <c>iterations</c>, <c>sub_calls</c>, <c>depth</c>, <c>tokens</c>, <c>cost</c> or <c>seconds</c>.</param>
/// <param name="Limit">Its value.</param>
public sealed record BudgetReached(string Budget, double Limit) : RunEvent;

/// <summary>A run inside the run began.</summary>
/// <param name="Id">What its events are marked with.</param>
/// <param name="Depth">How deep it is; 1 inside the run itself.</param>
/// <param name="Task">What is asked.</param>
/// <param name="Bytes">Length of the text that it is asked of.</param>
public sealed record NestedStarted(string Id, int Depth, string Task, long Bytes) : RunEvent;

/// <summary>A run inside the run ended.</summary>
/// <param name="Id">What its events are marked with.</param>
/// <param name="Answer">Its answer, or null.</param>
/// <param name="Error">Why there is none, or null.</param>
/// <param name="Iterations">Turns that it took.</param>
public sealed record NestedFinished(string Id, string? Answer, RunError? Error, int Iterations) : RunEvent;

/// <summary>The run has an answer, and its session keeps it with what the run stored.</summary>
/// <param name="Session">The session.</param>
/// <param name="Turn">Which of its questions this was, from 1.</param>
/// <param name="Variables">What the run stored and the session keeps, in ordinal order.</param>
/// <param name="Dropped">Variables of the session that are no longer kept from now on, in ordinal order.</param>
/// <param name="Problem">Why nothing was kept, or null.</param>
public sealed record SessionSaved(
    string Session, int Turn, IReadOnlyList<string> Variables, IReadOnlyList<string> Dropped, string? Problem) : RunEvent;

/// <summary>A run ended, with an answer or an error.</summary>
/// <param name="Result">What it came to.</param>
public sealed record RunFinished(RunResult Result) : RunEvent;
