using System.Text.Json.Serialization;

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

/// <summary>The root model's whole turn.</summary>
/// <param name="Step">1-based.</param>
/// <param name="Text">Everything it said.</param>
/// <param name="Tokens">What it used, or null when the provider does not say.</param>
/// <param name="Milliseconds">From the request to the last piece.</param>
public sealed record ModelReplied(int Step, string Text, TokenUse? Tokens, double Milliseconds) : RunEvent;

/// <summary>A model could not be asked.</summary>
/// <param name="Step">1-based.</param>
/// <param name="Error">Why.</param>
public sealed record ModelFailed(int Step, RunError Error) : RunEvent;

/// <summary>A turn held nothing that could be read as a command; the model was told so.</summary>
/// <param name="Step">1-based.</param>
/// <param name="Reason">What the model was told.</param>
public sealed record ReplyUnreadable(int Step, string Reason) : RunEvent;

/// <summary>A command asked a model.</summary>
/// <param name="Step">The step that the command belongs to.</param>
/// <param name="Model">Which model.</param>
/// <param name="Prompt">What it was asked.</param>
/// <param name="Answer">What it said, or null when it failed.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Tokens">What it used, or null when the provider does not say.</param>
/// <param name="Milliseconds">From the request to the end.</param>
public sealed record SubCallFinished(
    int Step, string Model, string Prompt, string? Answer, RunError? Error, TokenUse? Tokens, double Milliseconds) : RunEvent;

/// <summary>Tokens of one request, as the provider counts them.</summary>
/// <param name="Prompt">What was sent.</param>
/// <param name="Completion">What came back.</param>
public sealed record TokenUse(long Prompt, long Completion)
{
    /// <summary>How many of <see cref="Prompt"/> the provider took from its cache. Default: 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long CachedPrompt { get; init; }
}
