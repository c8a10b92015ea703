using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models.OpenAI;

public sealed class ToolCallTests
{
    [Fact]
    public async Task Pieces_become_a_call_and_a_reply_without_text_is_one()
    {
        var reply = await AskAsync(ChatAnswers.ToolCall("count", "{\"what\":", "\"li", "nes\"}"));
        Assert.Null(reply.Error);
        Assert.Equal(string.Empty, reply.Text);
        Assert.Equal(new ToolCall("count", """{"what":"lines"}""") { Id = "call_x" }, Assert.Single(reply.ToolCalls));
        Assert.Equal(ChatFinishReason.ToolCalls, reply.FinishReason);
    }

    [Theory]
    [InlineData("{\"what\": oops")]
    [InlineData("[1,2]")]
    [InlineData("not json")]
    public async Task Arguments_that_are_no_json_are_kept_as_they_came(string arguments)
    {
        var reply = await AskAsync(ChatAnswers.ToolCall("count", arguments));
        Assert.Equal(arguments, Assert.Single(reply.ToolCalls).Arguments);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":null,"tool_calls":[{"id":"a","function":{"name":"one","arguments":"{}"}},{"id":"b","function":{"name":"two","arguments":{"x":1}}}]}}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"function":{"name":"one","arguments":"{}"}},{"function":{"name":"two","arguments":"{\"x\":1}"}}]}}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"index":0,"function":{"name":"one","arguments":"{}"}},{"index":3,"function":{"name":"two","arguments":"{\"x\":1}"}}]}}]}""")]
    public async Task A_whole_answer_may_hold_several(string body)
    {
        var reply = await AskAsync(ChatAnswers.Json(body));
        Assert.Equal([("one", "{}"), ("two", """{"x":1}""")], reply.ToolCalls.Select(c => (c.Name, c.Arguments)));
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"tool_calls":"rubbish"}}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[1,null]}}]}""")]
    public async Task What_is_no_call_is_no_answer_either(string body) => Assert.Equal("bad_answer", (await AskAsync(ChatAnswers.Json(body))).Error!.Code);

    [Theory]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":64}}""")]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":1,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36}""")]
    public async Task What_came_from_the_cache_is_counted(string usage)
    {
        var reply = await AskAsync(ChatAnswers.Json($$$"""{"choices":[{"message":{"content":"ok"}}],"usage":{{{usage}}}}"""));
        Assert.Equal(new TokenUse(100, 1) { CachedPrompt = 64 }, reply.Tokens);
    }

    [Fact]
    public async Task A_request_carries_tools_schema_and_limit()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        var schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;
        await ModelTestClient.AskAsync(
            new ProviderOptions { Model = "m", BaseUrl = server.BaseUrl },
            ModelTestClient.Request with { Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", schema)], Schema = schema, MaxOutputTokens = 77 });
        var body = server.Requests[0].Body!;
        Assert.Equal(("look", "json_schema", 77), ((string)body["tools"]![0]!["function"]!["name"]!, (string)body["response_format"]!["type"]!, (int)body["max_tokens"]!));
    }

    private static async Task<ModelReply> AskAsync(ChatAnswer answer)
    {
        await using var server = new ScriptedChatServer(answer);
        return await ModelTestClient.AskAsync(new ProviderOptions { Model = "m", BaseUrl = server.BaseUrl });
    }
}
