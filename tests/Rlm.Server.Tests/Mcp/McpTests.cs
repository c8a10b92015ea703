using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Rlm.Testing;
using Rlm.Testing.Chat;

// Sampling leaves the protocol, and is what clients of today offer.
#pragma warning disable MCP9005

namespace Rlm.Server.Tests.Mcp;

/// <summary>The official client against the tools, over HTTP and over standard input and output.</summary>
public sealed class McpTests
{
    private const string Count = "pub fn analyze(input: &str) -> usize { input.lines().count() }\npub fn merge(parts: &[String]) -> usize { parts.iter().map(|p| p.parse::<usize>().unwrap()).sum() }";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tools_say_what_they_are_for()
    {
        await using var service = await TestService.StartAsync();
        await using var client = await OverHttpAsync(service);
        var tools = await client.ListToolsAsync(cancellationToken: Stop);

        Assert.Equal(["ask_documents", "check_rust_analysis", "find_in_documents", "run_rust_analysis"], tools.Select(t => t.Name).Order());
        Assert.All(tools, t => Assert.True(t.Description.Length > 40));
        var parameters = JsonNode.Parse(tools.Single(t => t.Name == "run_rust_analysis").JsonSchema.GetRawText())!["properties"]!.AsObject();
        Assert.Equal(["code", "paths", "text"], parameters.Select(p => p.Key).Order());
    }

    [Fact]
    public async Task An_analysis_runs_and_tells_its_progress()
    {
        await using var service = await TestService.StartAsync(s => s.Model = null);
        await using var client = await OverHttpAsync(service);
        var told = new Progress();
        var result = await client.CallToolAsync("run_rust_analysis", Arguments(("code", Count), ("text", "a\nb\nc\n")), told, cancellationToken: Stop);

        Assert.Equal("3", TextOf(result));
        Assert.NotEqual(true, result.IsError);
        Assert.Equal(1, (int)JsonNode.Parse(result.StructuredContent!.Value.GetRawText())!["chunks"]!);
        await told.Came.Task.WaitAsync(Stop);
    }

    [Fact]
    public async Task What_goes_wrong_is_an_answer()
    {
        await using var service = await TestService.StartAsync(s => s.Model = null);
        await using var client = await OverHttpAsync(service);
        (string Tool, (string, object)[] Arguments, string Says)[] calls =
        [
            ("run_rust_analysis", [("code", "pub fn analyze(input: &str) -> usize { nothing }"), ("text", "a")], "cannot find value `nothing`"),
            ("run_rust_analysis", [("code", "pub fn analyze(input: &str) -> String { panic!(\"over\") }"), ("text", "a")], "over"),
            ("run_rust_analysis", [("code", Count)], "`paths` or `text`"),
            ("run_rust_analysis", [("code", Count), ("paths", new[] { "/etc/passwd" })], "may not be read here"),
            ("check_rust_analysis", [("code", "fn main() {}")], "analyze"),
            ("find_in_documents", [("pattern", "("), ("regex", true), ("text", "a")], "regex"),
            ("ask_documents", [("question", "How many?"), ("text", "a")], "no model"),
            ("ask_documents", [("question", " "), ("text", "a")], "empty"),
        ];
        foreach (var (tool, arguments, says) in calls)
        {
            var result = await client.CallToolAsync(tool, Arguments(arguments), cancellationToken: Stop);
            Assert.True(result.IsError, $"{tool}: {TextOf(result)}");
            Assert.Contains(says, TextOf(result), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lines_are_found_by_text_and_by_pattern()
    {
        using var folder = new TempFolder();
        folder.Write("app.log", "INFO one\nERROR two\ninfo three\n");
        await using var service = await TestService.StartAsync(s => s.Server = s.Server with { AllowedPaths = [folder.Path] });
        await using var client = await OverHttpAsync(service);
        var text = await client.CallToolAsync("find_in_documents", Arguments(("pattern", "info"), ("paths", new[] { "app.log" })), cancellationToken: Stop);
        var pattern = await client.CallToolAsync("find_in_documents", Arguments(("pattern", "^ERROR"), ("regex", true), ("paths", new[] { folder.Path })), cancellationToken: Stop);

        Assert.Contains("info three", TextOf(text), StringComparison.Ordinal);
        Assert.Contains("INFO one", TextOf(text), StringComparison.Ordinal);
        Assert.Contains("ERROR two", TextOf(pattern), StringComparison.Ordinal);
        Assert.DoesNotContain("INFO one", TextOf(pattern), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_goes_to_the_configured_model()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines));
        await using var client = await OverHttpAsync(service);
        var told = new Progress();
        var result = await client.CallToolAsync("ask_documents", Arguments(("question", "How many lines?"), ("text", "a\nb\n")), told, cancellationToken: Stop);

        Assert.Equal("2", TextOf(result));
        await told.Came.Task.WaitAsync(Stop);
    }

    [Fact]
    public async Task Without_one_it_goes_to_the_model_of_the_client()
    {
        await using var service = await TestService.StartAsync(s => s.Model = null);
        var asked = 0;
        await using var client = await OverHttpAsync(service, SamplingOptions(() => asked++));
        var result = await client.CallToolAsync("ask_documents", Arguments(("question", "How many lines?"), ("text", "a\nb\n")), cancellationToken: Stop);

        Assert.Equal("2", TextOf(result));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Over_standard_input_and_output_it_is_the_same()
    {
        using var folder = new TempFolder();
        folder.Write("log.txt", "a\nb\nc\n");
        var asked = 0;
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = Path.Combine(AppContext.BaseDirectory, "rlm-server"),
            Arguments = ["mcp"],
            WorkingDirectory = folder.Path,
            EnvironmentVariables = new Dictionary<string, string?>
            {
                ["RLM_HOME"] = folder.PathOf("home"),
                ["XDG_CONFIG_HOME"] = folder.Path,
                ["RLM_MODEL"] = null,
                ["RLM_BASE_URL"] = null,
                ["OLLAMA_HOST"] = "http://127.0.0.1:1",
                ["OPENAI_API_KEY"] = null,
                ["ANTHROPIC_API_KEY"] = null,
                ["DEEPSEEK_API_KEY"] = null,
            },
        });
        await using var client = await McpClient.CreateAsync(transport, SamplingOptions(() => asked++), cancellationToken: Stop);
        var counted = await client.CallToolAsync("run_rust_analysis", Arguments(("code", Count), ("paths", new[] { "log.txt" })), cancellationToken: Stop);
        var outside = await client.CallToolAsync("run_rust_analysis", Arguments(("code", Count), ("paths", new[] { "/etc/hostname" })), cancellationToken: Stop);
        var answer = await client.CallToolAsync("ask_documents", Arguments(("question", "How many lines?"), ("paths", new[] { "log.txt" })), cancellationToken: Stop);

        Assert.Equal("3", TextOf(counted));
        Assert.True(outside.IsError);
        Assert.Equal("3", TextOf(answer));
        Assert.Equal(1, asked);
    }

    private static async Task<McpClient> OverHttpAsync(TestService service, McpClientOptions? options = null) => await McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(service.Address, "/mcp") }), options, cancellationToken: Stop);

    // The revision that has a handshake, as clients that offer their model speak it.
    private static McpClientOptions SamplingOptions(Action asked) => new()
    {
        ProtocolVersion = "2025-11-25",
        Handlers = new McpClientHandlers
        {
            SamplingHandler = (_, _, _) =>
            {
                asked();
                return ValueTask.FromResult(new CreateMessageResult { Model = "scripted", Role = Role.Assistant, Content = [new TextContentBlock { Text = Answers.CountLines }] });
            },
        },
    };

    private static Dictionary<string, object?> Arguments(params (string Name, object Value)[] arguments) => arguments.ToDictionary(a => a.Name, a => (object?)a.Value);

    private static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    private sealed class Progress : IProgress<ProgressNotificationValue>
    {
        public TaskCompletionSource<ProgressNotificationValue> Came { get; } = new();

        public void Report(ProgressNotificationValue value) => Came.TrySetResult(value);
    }
}
