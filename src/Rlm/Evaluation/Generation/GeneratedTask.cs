using System.Text.Json.Nodes;

namespace Rlm.Evaluation.Generation;

/// <summary>A question to a document that was written.</summary>
/// <param name="Name">What tells it from the document's other questions; empty when it has but one.</param>
/// <param name="Query">What is asked.</param>
/// <param name="Truth">The true answer.</param>
/// <param name="Match">How an answer is compared with it.</param>
internal sealed record GeneratedTask(string Name, string Query, JsonNode Truth, string Match);
