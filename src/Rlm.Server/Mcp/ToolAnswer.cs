using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace Rlm.Server.Mcp;

/// <summary>What a tool answers: words for the agent, and the same as an object for its program.</summary>
internal static class ToolAnswer
{
    public static CallToolResult Of(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    public static CallToolResult Of<T>(string text, T value, JsonTypeInfo<T> type, bool isError) => new()
    {
        Content = [new TextContentBlock { Text = text }],
        StructuredContent = JsonSerializer.SerializeToElement(value, type),
        IsError = isError,
    };

    /// <summary>A failure that tells the agent what to do next.</summary>
    public static CallToolResult Failed(string message) => new() { Content = [new TextContentBlock { Text = message }], IsError = true };
}
