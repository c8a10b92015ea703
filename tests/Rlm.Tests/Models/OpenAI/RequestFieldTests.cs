using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Rlm.Models;
using Rlm.Models.Profiles;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models.OpenAI;

public sealed class RequestFieldTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse("""{"type":"object","properties":{"x":{"type":"integer"}}}""").RootElement;

    [Fact]
    public async Task What_the_caller_and_the_profile_set_is_sent()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        using var pool = ModelTestClient.Open(TimeProvider.System, new ProviderOptions
        {
            Model = "qwen2.5-coder:32b",
            BaseUrl = server.BaseUrl,
            Profile = new ModelProfile { MinP = 0.05f, Stop = ["<|end|>"], MaxTokens = 900 },
        });
        await pool.Root!.Client.GetResponseAsync(
            "hello",
            new ChatOptions
            {
                Temperature = 0.25f,
                Seed = 7,
                MaxOutputTokens = 500,
                Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", Schema)],
                ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "reply"),
            },
            TestContext.Current.CancellationToken);
        var body = server.Requests[0].Body!.AsObject();
        body.Remove("messages");
        Assert.Equal(
            """{"model":"qwen2.5-coder:32b","stream":true,"stream_options":{"include_usage":true},"temperature":0.25,"top_p":0.8,"top_k":20,"min_p":0.05,"seed":7,"stop":["\u003C|end|\u003E"],"max_tokens":500,"tools":[{"type":"function","function":{"name":"look","description":"Looks.","parameters":{"type":"object","properties":{"x":{"type":"integer"}}}}}],"response_format":{"type":"json_schema","json_schema":{"name":"reply","schema":{"type":"object","properties":{"x":{"type":"integer"}}}}}}""",
            body.ToJsonString());
    }

    [Theory]
    [InlineData("o3-mini", true, "reasoning_effort", "\"high\"")]
    [InlineData("gpt-5", false, "reasoning_effort", "\"low\"")]
    [InlineData("qwen3:32b", false, "chat_template_kwargs", "{\"enable_thinking\":false}")]
    [InlineData("llama3.3", false, "reasoning_effort", null)]
    public async Task Thinking_is_asked_for_as_the_family_knows_it(string model, bool thinking, string field, string? value)
    {
        var body = await AskAsync(model, new ModelProfile { Thinking = thinking });
        Assert.Equal(value, body[field]?.ToJsonString());
        Assert.Equal(value?.StartsWith('{') == true, ((string)body["messages"]![1]!["content"]!).EndsWith(" /no_think", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("o3", "max_completion_tokens")]
    [InlineData("llama3.3", "max_tokens")]
    public async Task The_limit_has_the_name_that_the_model_knows(string model, string field) =>
        Assert.Equal(321, (int)(await AskAsync(model, new ModelProfile { MaxTokens = 321 }))[field]!);

    [Theory]
    [InlineData("top_k", "Unrecognized request argument supplied: top_k")]
    [InlineData("stream_options", "extra fields not permitted: stream_options.include_usage")]
    [InlineData("temperature", "Unsupported value: 'temperature' does not support 0.7 with this model.")]
    [InlineData("tools", "\"auto\" tool choice requires --enable-auto-tool-choice to be set")]
    [InlineData("response_format", "This model does not support structured outputs.")]
    [InlineData("seed", "seed is not implemented")]
    public async Task A_field_that_is_refused_is_left_out_and_remembered(string field, string message)
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Status(400, message), ChatAnswers.Whole("ok"), ChatAnswers.Whole("ok"));
        using var pool = ModelTestClient.Open(TimeProvider.System, new ProviderOptions { Model = "qwen2.5:32b", BaseUrl = server.BaseUrl });
        var options = new ChatOptions
        {
            Seed = 1,
            Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", Schema)],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema),
        };
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("ok", (await pool.Root!.Client.GetResponseAsync("hello", options, TestContext.Current.CancellationToken)).Text);
        }

        Assert.Equal([true, false, false], server.Requests.Select(r => r.Body!.AsObject().ContainsKey(field)));
        Assert.Equal(server.Requests[0].Body!.AsObject().Count - 1, server.Requests[1].Body!.AsObject().Count);
    }

    [Fact]
    public async Task The_field_that_the_error_names_apart_is_the_one()
    {
        await using var server = new ScriptedChatServer(
            exchange => exchange.RespondAsync(400, "application/json", """{"error":{"message":"top_p and temperature do not go together","param":"temperature"}}"""),
            ChatAnswers.Whole("ok"));
        Assert.Equal("ok", (await ModelTestClient.AskAsync(new ProviderOptions { Model = "llama3.3", BaseUrl = server.BaseUrl })).Text);
        Assert.False(server.Requests[1].Body!.AsObject().ContainsKey("temperature"));
        Assert.True(server.Requests[1].Body!.AsObject().ContainsKey("top_p"));
    }

    [Fact]
    public async Task The_limit_takes_its_other_name_and_then_goes()
    {
        const string message = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
        await using var server = new ScriptedChatServer(ChatAnswers.Status(400, message), ChatAnswers.Status(400, "max_completion_tokens: unknown"), ChatAnswers.Whole("ok"));
        var reply = await ModelTestClient.AskAsync(new ProviderOptions { Model = "m", BaseUrl = server.BaseUrl, Profile = new ModelProfile { MaxTokens = 5 } });
        Assert.Equal("ok", reply.Text);
        Assert.Equal(["max_tokens", "max_completion_tokens", null], server.Requests.Select(r => r.Body!.AsObject().Select(f => f.Key).FirstOrDefault(k => k.StartsWith("max_", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_server_that_refuses_everything_is_asked_no_more_often_than_there_are_fields()
    {
        const string message = "no stream_options, temperature, top_p, top_k";
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Status(400, message) };
        var reply = await ModelTestClient.AskAsync(new ProviderOptions { Model = "qwen2.5:32b", BaseUrl = server.BaseUrl });
        Assert.Equal("refused", reply.Error!.Code);
        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData("the messages are not to my liking")]
    [InlineData("This model's maximum context length is 8192 tokens, you requested 9000 (8000 in the messages, 1000 in max_tokens)")]
    public async Task A_refusal_that_blames_no_field_is_an_error(string message)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Status(400, message));
        var reply = await ModelTestClient.AskAsync(new ProviderOptions { Model = "m", BaseUrl = server.BaseUrl, Profile = new ModelProfile { MaxTokens = 1000 } });
        Assert.Equal("refused", reply.Error!.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Calls_and_results_of_the_conversation_are_written()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        await ModelTestClient.AskAsync(new ProviderOptions { Model = "m", BaseUrl = server.BaseUrl }, new ModelRequest(ModelRole.Root, Conversation()));
        Assert.Equal(
            """[{"role":"assistant","content":"well","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{\u0022x\u0022:1}"}}]},{"role":"tool","tool_call_id":"c1","content":"seen"}]""",
            server.Requests[0].Body!["messages"]!.ToJsonString());
    }

    internal static IReadOnlyList<ChatMessage> Conversation() =>
    [
        new(ChatRole.Assistant, [new TextContent("well"), new FunctionCallContent("c1", "look", new Dictionary<string, object?> { ["x"] = 1 })]),
        new(ChatRole.Tool, [new FunctionResultContent("c1", "seen")]),
    ];

    private static async Task<JsonNode> AskAsync(string model, ModelProfile profile)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        await ModelTestClient.AskAsync(new ProviderOptions { Model = model, BaseUrl = server.BaseUrl, Profile = profile });
        return server.Requests[0].Body!;
    }
}
