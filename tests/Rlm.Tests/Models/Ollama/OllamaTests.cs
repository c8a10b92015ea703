using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Models;
using Rlm.Models.Profiles;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Testing.Chat;
using Rlm.Tests.Models.OpenAI;

namespace Rlm.Tests.Models.Ollama;

public sealed class OllamaTests
{
    [Fact]
    public async Task An_answer_in_lines_is_read_with_what_it_cost()
    {
        await using var server = NewServer(OllamaAnswers.Streamed("Grüße an alle 😀", 31, 7));
        var reply = await AskAsync(server);
        Assert.Equal(("Grüße an alle 😀", new TokenUse(31, 7), "stop"), (reply.Text, reply.Tokens, reply.FinishReason?.Value));
        Assert.Equal("/api/chat", Assert.Single(server.Requests).Path);
        Assert.Equal(["system: be exact", "user: hello"], server.Requests[0].Messages);
        Assert.False((bool)server.Requests[0].Body!["truncate"]!);
    }

    [Theory]
    [InlineData(100, 131_072, null, 8_192)]
    [InlineData(60_000, 131_072, null, 32_768)]
    [InlineData(3_000_000, 131_072, null, 131_072)]
    [InlineData(60_000, 131_072, 16_384, 16_384)]
    [InlineData(100, 2_048, null, 2_048)]
    public async Task The_context_is_as_long_as_is_needed_and_the_model_has(int characters, int most, int? configured, int expected)
    {
        await using var server = NewServer(OllamaAnswers.Streamed("ok"));
        server.Routes["/api/show"] = OllamaAnswers.Show(most);
        await AskAsync(server, new ModelProfile { ContextWindow = configured }, new ModelRequest(ModelRole.Root, [new ChatMessage(ChatRole.User, new string('x', characters))]));
        Assert.Equal(expected, (int)server.Requests[0].Body!["options"]!["num_ctx"]!);
    }

    [Fact]
    public async Task The_context_never_shrinks_since_that_loads_the_model_anew()
    {
        await using var server = NewServer(OllamaAnswers.Streamed("ok"), OllamaAnswers.Streamed("ok"));
        using var pool = ModelTestClient.Open(TimeProvider.System, Options(server));
        foreach (var characters in new[] { 60_000, 10 })
        {
            await pool.Root!.Client.GetResponseAsync(new string('x', characters), null, TestContext.Current.CancellationToken);
        }

        Assert.Equal([32_768, 32_768], server.Requests.Select(r => (int)r.Body!["options"]!["num_ctx"]!));
        Assert.Single(server.Asides);
    }

    [Fact]
    public async Task A_model_of_which_nothing_is_shown_is_asked_all_the_same()
    {
        await using var server = new ScriptedChatServer(OllamaAnswers.Streamed("ok"));
        server.Routes["/api/show"] = OllamaAnswers.Status(500, "no");
        Assert.Equal("ok", (await AskAsync(server)).Text);
    }

    [Fact]
    public async Task Options_think_format_and_tools_stand_where_ollama_wants_them()
    {
        await using var server = NewServer(OllamaAnswers.Streamed("ok"));
        var schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;
        await AskAsync(
            server,
            new ModelProfile { Temperature = 0.5f, TopK = 9, Thinking = false, Stop = ["END"] },
            ModelTestClient.Request with { Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", schema)], Schema = schema, MaxOutputTokens = 50 });
        var body = server.Requests[0].Body!;
        Assert.Equal("""{"num_ctx":8192,"temperature":0.5,"top_k":9,"num_predict":50,"stop":["END"]}""", body["options"]!.ToJsonString());
        Assert.Equal((false, """{"type":"object"}""", "look"), ((bool)body["think"]!, body["format"]!.ToJsonString(), (string)body["tools"]![0]!["function"]!["name"]!));
    }

    [Theory]
    [InlineData("\"m\" does not support thinking", "think")]
    [InlineData("registry.ollama.ai/library/m:4b does not support tools", "tools")]
    public async Task What_the_model_cannot_do_is_left_out(string error, string field)
    {
        await using var server = NewServer(OllamaAnswers.Status(400, error), OllamaAnswers.Streamed("ok"));
        var schema = JsonDocument.Parse("{}").RootElement;
        var reply = await AskAsync(server, new ModelProfile { Thinking = true }, ModelTestClient.Request with { Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", schema)] });
        Assert.Equal("ok", reply.Text);
        Assert.Equal([true, false], server.Requests.Select(r => r.Body!.AsObject().ContainsKey(field)));
    }

    [Fact]
    public async Task Tool_calls_are_objects_here()
    {
        await using var server = NewServer(OllamaAnswers.Lines(
            """{"message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"one","arguments":{"x":1}}},{"function":{"name":"two","arguments":{}}}]},"done":false}""",
            """{"message":{"content":""},"done":true,"done_reason":"stop"}"""));
        var reply = await AskAsync(server, request: new ModelRequest(ModelRole.Root, RequestFieldTests.Conversation()));
        Assert.Equal([("one", """{"x":1}"""), ("two", "{}")], reply.ToolCalls.Select(c => (c.Name, c.Arguments)));
        Assert.Equal(
            """[{"role":"assistant","content":"well","tool_calls":[{"function":{"name":"look","arguments":{"x":1}}}]},{"role":"tool","tool_name":"look","content":"seen"}]""",
            server.Requests[0].Body!["messages"]!.ToJsonString());
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "cut", "provider_failed", "broke off" },
        { "no end", "provider_failed", "broke off" },
        { "error inside", "provider_failed", "out of memory" },
        { "html", "bad_answer", "Ollama" },
        { "rubbish", "bad_answer", "chat completion" },
        { "empty", "bad_answer", "without any text" },
        { "length", "bad_answer", "limit of its length" },
        { "404", "refused", "ollama pull m" },
        { "500", "provider_failed", "500" },
        { "429", "rate_limited", "max_concurrency" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_has_its_code_and_its_advice(string fault, string code, string said)
    {
        await using var server = NewServer(fault switch
        {
            "cut" => OllamaAnswers.BrokenOff("half"),
            "no end" => OllamaAnswers.Lines(OllamaAnswers.Piece("half")),
            "error inside" => OllamaAnswers.Lines(OllamaAnswers.Piece("half"), """{"error":"CUDA out of memory"}"""),
            "html" => ChatAnswers.Body("text/html", "<h1>hello</h1>"),
            "rubbish" => OllamaAnswers.Lines("{nonsense"),
            "empty" => OllamaAnswers.Streamed(string.Empty),
            "length" => OllamaAnswers.Streamed(string.Empty, reason: "length"),
            "404" => OllamaAnswers.Status(404, "model 'm' not found"),
            "500" => OllamaAnswers.Status(500, "llama runner process has terminated"),
            _ => OllamaAnswers.Status(429, "busy"),
        });
        var reply = await AskAsync(server);
        Assert.Equal(code, reply.Error!.Code);
        Assert.Contains(said, reply.Error.Message);
    }

    [Fact]
    public async Task Nobody_there_says_how_to_start_it()
    {
        using var closed = new ClosedPort();
        var reply = await ModelTestClient.AskAsync(new ProviderOptions { ProviderType = ProviderType.Ollama, Model = "m", BaseUrl = closed.BaseUrl });
        Assert.Equal("unreachable", reply.Error!.Code);
        Assert.Contains("ollama serve", reply.Error.Message);
    }

    [Fact]
    public async Task A_first_byte_that_does_not_come_is_given_up()
    {
        await using var server = NewServer(ChatAnswers.Silent);
        var time = new TestTime(TimeSpan.FromSeconds(60));
        using var pool = ModelTestClient.Open(time, Options(server));
        var asking = ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, time);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        time.EndLongWaits();
        Assert.Equal("timed_out", (await asking).Error!.Code);
    }

    private static ScriptedChatServer NewServer(params ChatAnswer[] answers)
    {
        var server = new ScriptedChatServer(answers);
        server.Routes["/api/show"] = OllamaAnswers.Show(131_072);
        return server;
    }

    private static ProviderOptions Options(ScriptedChatServer server, ModelProfile? profile = null) =>
        new() { ProviderType = ProviderType.Ollama, Model = "m", BaseUrl = server.BaseUrl, Profile = profile };

    private static Task<ModelReply> AskAsync(ScriptedChatServer server, ModelProfile? profile = null, ModelRequest? request = null) =>
        ModelTestClient.AskAsync(Options(server, profile), request);
}
