namespace Rlm.Runs;

/// <summary>A run began.</summary>
/// <param name="RunId">Its identity; also the name of its trace.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Documents">What it is asked of.</param>
/// <param name="Model">The root model, as the provider names it.</param>
/// <param name="Endpoint">Where the model answers; never with a key in it.</param>
/// <param name="MaxIterations">Turns that the root model may take.</param>
/// <param name="MaxSubCalls">Questions that commands may put to a model.</param>
/// <param name="SystemPromptHash">SHA-256, in hex, of the system prompt.</param>
public sealed record RunStarted(
    string RunId,
    string Question,
    IReadOnlyList<DocumentFacts> Documents,
    string Model,
    string Endpoint,
    int MaxIterations,
    int MaxSubCalls,
    string SystemPromptHash) : RunEvent;

/// <summary>What a trace says of a document.</summary>
/// <param name="Name">Its relative path.</param>
/// <param name="Bytes">Its length as UTF-8.</param>
public sealed record DocumentFacts(string Name, long Bytes);

/// <summary>A limit of the whole run was reached for the first time.</summary>
/// <param name="Budget">Which one: <c>iterations</c> or <c>sub_calls</c>.</param>
/// <param name="Limit">Its value.</param>
public sealed record BudgetReached(string Budget, long Limit) : RunEvent;

/// <summary>A run ended, with an answer or an error.</summary>
/// <param name="Result">What it came to.</param>
public sealed record RunFinished(RunResult Result) : RunEvent;
