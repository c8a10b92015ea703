using System.Text.Json.Serialization;
using Rlm.Models;
using Rlm.Wasm.Compilation;

namespace Rlm.Runs;

/// <summary>The root model is asked for its next turn.</summary>
/// <param name="Step">1-based.</param>
public sealed record StepStarted(int Step) : RunEvent;

/// <summary>A piece of the root model's text as it streams in.</summary>
/// <param name="Step">1-based.</param>
/// <param name="Text">The piece.</param>
public sealed record ModelText(int Step, string Text) : RunEvent
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}

/// <summary>A model is asked: a request goes out. Answers that are remembered or recorded are asked of nobody.</summary>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="Role">What the model is asked as.</param>
/// <param name="Key">What the answer is recorded under; see <see cref="CallKey"/>.</param>
/// <param name="Prompt">The question, or null for a turn, whose conversation is in the trace already.</param>
public sealed record ModelAsked(int Step, ModelRole Role, string Key, string? Prompt) : RunEvent;

/// <summary>What a model said, whole.</summary>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="Role">What the model was asked as.</param>
/// <param name="Key">What the answer is recorded under; see <see cref="CallKey"/>.</param>
/// <param name="Model">Which model said it.</param>
/// <param name="Text">Everything it said.</param>
/// <param name="Tokens">What it used, or null when the provider does not say.</param>
/// <param name="CostUsd">What it cost in US dollars, or null when that is not known.</param>
/// <param name="Milliseconds">From the request to the last piece.</param>
public sealed record ModelReplied(
    int Step, ModelRole Role, string Key, string Model, string Text, TokenUse? Tokens, double? CostUsd, double Milliseconds) : RunEvent
{
    /// <summary>Why the text ends where it does, as the provider says it; null when it does not.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The tools that it called, in order; usually none.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>Whether it was said, and paid for, before: it comes out of the trace of a run that was resumed or replayed.</summary>
    public bool Recorded { get; init; }
}

/// <summary>A model gave no answer.</summary>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="Role">What the model was asked as.</param>
/// <param name="Key">What the answer would be recorded under.</param>
/// <param name="Model">Which model was asked last.</param>
/// <param name="Error">Why.</param>
/// <param name="Milliseconds">From the request to the end.</param>
public sealed record ModelFailed(int Step, ModelRole Role, string Key, string Model, RunError Error, double Milliseconds) : RunEvent
{
    /// <summary>The budget that did not allow the call, in snake case; nobody was asked then. Null: it was asked in vain.</summary>
    public string? Budget { get; init; }

    /// <summary>Whether it failed before: it comes out of the trace of a run that was resumed or replayed.</summary>
    public bool Recorded { get; init; }
}

/// <summary>A turn was not taken as it is; the model was told why.</summary>
/// <param name="Step">1-based.</param>
/// <param name="Reason">What the model was told.</param>
public sealed record ReplyUnreadable(int Step, string Reason) : RunEvent;

/// <summary>The coder model wrote code anew.</summary>
/// <param name="Step">The step that the command belongs to.</param>
/// <param name="Attempt">Which attempt, from 1; 0 when the code was written to an <c>intent</c>.</param>
/// <param name="Code">What it wrote.</param>
/// <param name="Error">What was wrong with the code before it, or null when there was none.</param>
public sealed record CodeWritten(int Step, int Attempt, string Code, string? Error) : RunEvent
{
    /// <summary>What <see cref="Error"/> says, each on its line of the code before; the first of them, at most 20.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init => field = value ?? []; } = [];
}

/// <summary>Tokens of one request, as the provider counts them.</summary>
/// <param name="Prompt">What was sent.</param>
/// <param name="Completion">What came back.</param>
public sealed record TokenUse(long Prompt, long Completion)
{
    /// <summary>How many of <see cref="Prompt"/> the provider took from its cache. Default: 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long CachedPrompt { get; init; }
}
