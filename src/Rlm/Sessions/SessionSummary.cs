namespace Rlm.Sessions;

/// <summary>A session in a list: an element of what <c>rlm sessions list --json</c> prints.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Questions">How many questions of it were answered.</param>
/// <param name="Variables">How many variables it keeps.</param>
/// <param name="Bytes">What their texts take on disk, earlier ones included.</param>
/// <param name="LastUsed">When its last question was answered, UTC; null when it cannot be read.</param>
/// <param name="Documents">Its documents as they were named.</param>
/// <param name="Problem">Why it cannot be read, or null.</param>
public sealed record SessionSummary(
    string Name, int Questions, int Variables, long Bytes, DateTimeOffset? LastUsed, IReadOnlyList<string> Documents, string? Problem);
