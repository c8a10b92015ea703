using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>One question to a model.</summary>
/// <param name="Role">What it is asked as.</param>
/// <param name="At">When it was asked; when an answer was known already, when that was said.</param>
/// <param name="Prompt">What was asked, or null where the conversation tells.</param>
/// <param name="Reply">What it said; null until then, or when it failed.</param>
/// <param name="Failure">Why there is no reply, or null.</param>
public sealed record CallView(ModelRole Role, DateTimeOffset At, string? Prompt, ModelReplied? Reply, ModelFailed? Failure)
{
    /// <summary>Whether nothing came back yet.</summary>
    public bool IsOpen => Reply is null && Failure is null;

    /// <summary>How long it took, as the event says; 0 while it is open.</summary>
    public double Milliseconds => Reply?.Milliseconds ?? Failure?.Milliseconds ?? 0;
}
