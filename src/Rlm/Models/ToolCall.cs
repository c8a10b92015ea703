namespace Rlm.Models;

/// <summary>A native tool call in a model's reply.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">What the model wrote as its arguments: JSON where it kept to the rules.</param>
public sealed record ToolCall(string Name, string Arguments)
{
    /// <summary>How the provider tells the call from others, for the result that answers it; empty when it does not.</summary>
    public string Id { get; init; } = string.Empty;
}
