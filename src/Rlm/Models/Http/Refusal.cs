namespace Rlm.Models.Http;

/// <summary>What a server said of a request that it did not understand.</summary>
/// <param name="Text">Its whole answer.</param>
/// <param name="Parameter">The parameter that it blames in a field of its own, or null.</param>
internal sealed record Refusal(string Text, string? Parameter);
