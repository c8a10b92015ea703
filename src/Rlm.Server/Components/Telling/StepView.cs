namespace Rlm.Server.Components.Telling;

/// <summary>A turn of a root model, and what its commands did.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Streaming">What the model has said while it still speaks; empty afterwards.</param>
/// <param name="Turns">How the model was asked and what it said; mostly one.</param>
/// <param name="Unreadable">What the model was told of a reply that was not taken as it is.</param>
/// <param name="Commands">In their order.</param>
/// <param name="Sums">What it took, with all that happened inside.</param>
public sealed record StepView(
    int Number, DateTimeOffset At, string Streaming, IReadOnlyList<CallView> Turns, IReadOnlyList<string> Unreadable, IReadOnlyList<CommandView> Commands, RunSums Sums);
