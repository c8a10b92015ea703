using Rlm.Testing.Chat;

namespace Rlm.Server.Tests.Samples;

/// <summary>The samples that ask the service from elsewhere.</summary>
public sealed class ClientSampleTests
{
    private const string Question = "How many lines are there, \"blank\" ones too?";

    private static readonly string Book = SampleProgram.PathOf("documents", "alice.txt");

    private static readonly string Lines = File.ReadAllLines(Book).Length.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_node_client_asks_in_three_ways()
    {
        Assert.SkipUnless(SampleProgram.IsThere("node"), "There is no node here.");
        Assert.SkipUnless(
            Directory.Exists(SampleProgram.PathOf("node-client", "node_modules", "openai")),
            "The packages of samples/node-client are not installed; eng/test.sh does that where npm is there.");
        var printed = await AskAsync(3, "node", SampleProgram.PathOf("node-client", "ask.mjs"));

        Assert.Contains($"whole: {Lines}\n", printed, StringComparison.Ordinal);
        Assert.Contains($"streamed: {Lines}\n", printed, StringComparison.Ordinal);
        Assert.Contains("event: run_started\n", printed, StringComparison.Ordinal);
        Assert.EndsWith($"event: run_finished\nanswer: {Lines}\n", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shell_client_asks_in_four_ways()
    {
        Assert.SkipUnless(SampleProgram.IsThere("curl"), "There is no curl here.");
        var parts = (await AskAsync(4, "sh", SampleProgram.PathOf("node-client", "curl.sh"))).Split("== ");

        Assert.Equal(5, parts.Length);
        Assert.Contains($"\"answer\":\"{Lines}\"", parts[1].Replace(": ", ":", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("event: run_finished", parts[2], StringComparison.Ordinal);
        Assert.Contains($"\"content\":\"{Lines}\"", parts[3].Replace(": ", ":", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]", parts[4].Trim(), StringComparison.Ordinal);
    }

    /// <summary>Runs a client against the service; all its questions reach the model as they were typed.</summary>
    private static async Task<string> AskAsync(int times, params string[] command)
    {
        await using var service = await TestService.StartAsync([.. Enumerable.Repeat(ChatAnswers.Streamed(Answers.CountLines), times)]);
        var printed = await SampleProgram.RunAsync(
            new Dictionary<string, string> { ["RLM_URL"] = service.Address.ToString().TrimEnd('/') }, [.. command, Question, Book]);
        Assert.Equal(times, service.Model.Requests.Count);
        Assert.All(service.Model.Requests, r => Assert.Contains(Question, r.LastMessage, StringComparison.Ordinal));
        return printed;
    }
}
