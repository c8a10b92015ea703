using System.Text.Json.Serialization;

namespace Rlm.Traces;

/// <summary>A run in a list: an element of what <c>rlm runs list --json</c> prints.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Started">When, UTC; null when its trace does not tell.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Answer">Its answer, or null.</param>
public sealed record RunSummary(
    string Id, string Question, DateTimeOffset? Started, [property: JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))] RunStatus Status, string? Answer);
