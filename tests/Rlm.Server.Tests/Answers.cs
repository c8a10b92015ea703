using System.Text.Json.Nodes;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests;

/// <summary>What the scripted model says, and what comes back from the service.</summary>
internal static class Answers
{
    /// <summary>Counts the lines of the documents with an analysis, and answers with that.</summary>
    public static string CountLines { get; } = new JsonArray(
        new JsonObject { ["op"] = "rust_wasm", ["code"] = "pub fn analyze(input: &str) -> usize { input.lines().count() }", ["store"] = "n" },
        new JsonObject { ["op"] = "final_var", ["name"] = "n" }).ToJsonString();

    /// <summary>Answers at once.</summary>
    public static ChatAnswer Final(string answer) => ChatAnswers.Streamed(new JsonObject { ["op"] = "final", ["answer"] = answer }.ToJsonString());

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>The problem that a response is, checked to be one.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(status, (int)problem["status"]!);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return problem;
    }
}
