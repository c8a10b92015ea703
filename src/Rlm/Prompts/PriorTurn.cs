namespace Rlm.Prompts;

/// <summary>A message of a conversation that stands before the question, as an example.</summary>
/// <param name="FromModel">Whether the model is said to have written it; otherwise it was told it.</param>
/// <param name="Text">What it says.</param>
public sealed record PriorTurn(bool FromModel, string Text);
