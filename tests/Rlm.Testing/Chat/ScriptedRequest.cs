using System.Text.Json.Nodes;

namespace Rlm.Testing.Chat;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path with query.</param>
/// <param name="Headers">Its headers, names in any case.</param>
/// <param name="Body">Its body as JSON, or null when it is none.</param>
public sealed record ScriptedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    /// <summary>The key that came along, or null.</summary>
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    /// <summary>The text of the last message.</summary>
    public string LastMessage => (string)Body!["messages"]!.AsArray()[^1]!["content"]!;

    /// <summary>The texts of all messages, each after its role.</summary>
    public IReadOnlyList<string> Messages =>
        [.. Body!["messages"]!.AsArray().Select(m => $"{(string)m!["role"]!}: {(string)m["content"]!}")];
}
