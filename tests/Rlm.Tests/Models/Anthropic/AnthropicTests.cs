using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Models;
using Rlm.Models.Profiles;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Testing.Chat;
using Rlm.Tests.Models.OpenAI;

namespace Rlm.Tests.Models.Anthropic;

public sealed class AnthropicTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;

    [Fact]
    public async Task An_answer_is_read_with_what_the_cache_gave()
    {
        await using var server = new ScriptedChatServer(AnthropicAnswers.Streamed("Grüße an alle 😀"));
        var reply = await AskAsync(server);
        Assert.Equal(("Grüße an alle 😀", "end_turn"), (reply.Text, reply.FinishReason?.Value));
        Assert.Equal(new TokenUse(127, 9) { CachedPrompt = 100 }, reply.Tokens);
    }

    [Fact]
    public async Task The_request_is_that_of_the_messages_interface()
    {
        await using var server = new ScriptedChatServer(AnthropicAnswers.Streamed("ok"));
        await AskAsync(server, new ModelProfile { Stop = ["END"] });
        var request = Assert.Single(server.Requests);
        Assert.Equal(("/v1/messages", ModelTestClient.Key, "2023-06-01", null), (request.Path, request.Headers["x-api-key"], request.Headers["anthropic-version"], request.Authorization));
        Assert.Equal(
            """{"model":"claude-sonnet-4-5","stream":true,"max_tokens":16384,"system":[{"type":"text","text":"be exact","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":[{"type":"text","text":"hello"}]}],"stop_sequences":["END"]}""",
            request.Body!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/v1")]
    public async Task The_address_may_have_the_version_or_not(string path)
    {
        await using var server = new ScriptedChatServer(AnthropicAnswers.Streamed("ok"));
        await ModelTestClient.AskAsync(new ProviderOptions { ProviderType = ProviderType.Anthropic, Model = "m", BaseUrl = server.Origin + path });
        Assert.Equal("/v1/messages", server.Requests[0].Path);
    }

    [Fact]
    public async Task A_server_may_answer_with_one_message()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Json(
            """{"type":"message","role":"assistant","content":[{"type":"text","text":"ok"},{"type":"tool_use","id":"t","name":"look","input":{"x":1}}],"stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":2}}"""));
        var reply = await AskAsync(server);
        Assert.Equal(("ok", new TokenUse(3, 2), new ToolCall("look", """{"x":1}""") { Id = "t" }), (reply.Text, reply.Tokens, Assert.Single(reply.ToolCalls)));
    }

    [Theory]
    [InlineData("{\"x\":1}")]
    [InlineData("{\"x\": oops")]
    public async Task A_tool_call_is_put_together_whatever_it_says(string input)
    {
        await using var server = new ScriptedChatServer(AnthropicAnswers.ToolUse("look", input[..3], input[3..]));
        var reply = await AskAsync(server, request: ModelTestClient.Request with { Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", Schema)] });
        Assert.Equal(("so", ChatFinishReason.ToolCalls), (reply.Text, reply.FinishReason));
        Assert.Equal(new ToolCall("look", input) { Id = "toolu_1" }, Assert.Single(reply.ToolCalls));
        Assert.Equal("""[{"name":"look","description":"Looks.","input_schema":{"type":"object"}}]""", server.Requests[0].Body!["tools"]!.ToJsonString());
    }

    [Fact]
    public async Task A_schema_is_kept_by_a_tool_whose_input_is_the_answer()
    {
        await using var server = new ScriptedChatServer(AnthropicAnswers.ToolUse("rlm_reply", "{\"x\"", ":1}"));
        var reply = await AskAsync(server, request: ModelTestClient.Request with { Schema = Schema });
        Assert.Equal("so{\"x\":1}", reply.Text);
        Assert.Empty(reply.ToolCalls);
        Assert.Equal("rlm_reply", (string)server.Requests[0].Body!["tool_choice"]!["name"]!);
    }

    [Fact]
    public async Task Calls_and_results_of_the_conversation_are_written()
    {
        await using var server = new ScriptedChatServer(AnthropicAnswers.Streamed("ok"));
        await AskAsync(server, request: new ModelRequest(ModelRole.Root, [.. RequestFieldTests.Conversation(), new ChatMessage(ChatRole.User, " ")]));
        Assert.Equal(
            """[{"role":"assistant","content":[{"type":"text","text":"well"},{"type":"tool_use","id":"c1","name":"look","input":{"x":1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"seen"}]}]""",
            server.Requests[0].Body!["messages"]!.ToJsonString());
    }

    [Fact]
    public async Task Thinking_has_a_budget_beside_the_answer_and_no_sampling()
    {
        await using var server = new ScriptedChatServer(AnthropicAnswers.Streamed("ok"));
        await AskAsync(server, new ModelProfile { Thinking = true, Temperature = 0.2f, MaxTokens = 1000 });
        var body = server.Requests[0].Body!.AsObject();
        Assert.Equal((5096, 4096, false), ((int)body["max_tokens"]!, (int)body["thinking"]!["budget_tokens"]!, body.ContainsKey("temperature")));
    }

    [Fact]
    public async Task A_limit_that_is_too_high_is_lowered()
    {
        await using var server = new ScriptedChatServer(
            AnthropicAnswers.Status(400, "invalid_request_error", "max_tokens: 16384 > 8192, which is the maximum allowed number of output tokens"), AnthropicAnswers.Streamed("ok"));
        Assert.Equal("ok", (await AskAsync(server)).Text);
        Assert.Equal(4096, (int)server.Requests[1].Body!["max_tokens"]!);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "529", "provider_failed", "Overloaded" },
        { "overloaded inside", "provider_failed", "Overloaded" },
        { "rate inside", "rate_limited", "slow down" },
        { "401", "unauthorized", "ANTHROPIC_API_KEY" },
        { "404", "refused", "model's name" },
        { "cut", "provider_failed", "broke off" },
        { "rubbish", "bad_answer", "chat completion" },
        { "empty", "bad_answer", "without any text" },
        { "refusal", "bad_answer", "filter" },
        { "html", "bad_answer", "api.anthropic.com" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_has_its_code_and_its_advice(string fault, string code, string said)
    {
        await using var server = new ScriptedChatServer(fault switch
        {
            "529" => AnthropicAnswers.Status(529, "overloaded_error", "Overloaded"),
            "overloaded inside" => AnthropicAnswers.Events(AnthropicAnswers.Start, AnthropicAnswers.Error("overloaded_error", "Overloaded")),
            "rate inside" => AnthropicAnswers.Events(AnthropicAnswers.Error("rate_limit_error", "slow down")),
            "401" => AnthropicAnswers.Status(401, "authentication_error", $"invalid x-api-key {ModelTestClient.Key}"),
            "404" => AnthropicAnswers.Status(404, "not_found_error", "model: m"),
            "cut" => AnthropicAnswers.Events(AnthropicAnswers.Start, AnthropicAnswers.Delta(0, "text_delta", "text", "half")),
            "rubbish" => ChatAnswers.Events("{nonsense"),
            "empty" => AnthropicAnswers.Streamed(string.Empty),
            "refusal" => AnthropicAnswers.Streamed(string.Empty, "refusal"),
            _ => ChatAnswers.Body("text/html", "<h1>hello</h1>"),
        });
        var reply = await AskAsync(server);
        Assert.Equal(code, reply.Error!.Code);
        Assert.Contains(said, reply.Error.Message);
        Assert.DoesNotContain(ModelTestClient.Key, reply.Error.Message);
    }

    [Fact]
    public async Task An_overloaded_provider_is_asked_again_when_it_says()
    {
        await using var server = new ScriptedChatServer(AnthropicAnswers.Status(529, "overloaded_error", "Overloaded", "9"), AnthropicAnswers.Streamed("at last"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(time, Options(server, null));
        Assert.Equal("at last", (await ModelTestClient.AskAsync(pool, new RetryOptions(), time)).Text);
        Assert.Equal([TimeSpan.FromSeconds(9)], time.Waits);
    }

    [Fact]
    public async Task A_first_byte_that_does_not_come_is_given_up()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Silent);
        var time = new TestTime(TimeSpan.FromSeconds(60));
        using var pool = ModelTestClient.Open(time, Options(server, null));
        var asking = ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, time);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        time.EndLongWaits();
        Assert.Equal("timed_out", (await asking).Error!.Code);
    }

    private static ProviderOptions Options(ScriptedChatServer server, ModelProfile? profile) => new()
    {
        ProviderType = ProviderType.Anthropic,
        Model = "claude-sonnet-4-5",
        BaseUrl = server.Origin,
        ApiKeyEnv = "TEST_KEY",
        Profile = profile,
    };

    private static Task<ModelReply> AskAsync(ScriptedChatServer server, ModelProfile? profile = null, ModelRequest? request = null) =>
        ModelTestClient.AskAsync(Options(server, profile), request);
}
