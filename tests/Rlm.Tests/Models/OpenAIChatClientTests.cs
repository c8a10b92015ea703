using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models;

public sealed class OpenAIChatClientTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_is_read_streamed_or_whole(bool streamed)
    {
        const string said = "Grüße 😀 {\"op\":\"final\"}\nand more";
        await using var server = new ScriptedChatServer(streamed ? ChatAnswers.Streamed(said, 11, 7) : ChatAnswers.Whole(said, 11, 7));
        var reply = await ModelTestClient.AskAsync(server.BaseUrl);
        Assert.Equal(said, reply.Text);
        Assert.Equal(new TokenUse(11, 7), reply.Tokens);
        Assert.Null(reply.Error);
    }

    [Fact]
    public async Task The_request_is_that_of_the_chat_interface()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed("ok"));
        await ModelTestClient.AskAsync(server.BaseUrl, "TEST_KEY");
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/v1/chat/completions"), (request.Method, request.Path));
        Assert.Equal($"Bearer {ModelTestClient.Key}", request.Authorization);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("tested", (string)request.Body!["model"]!);
        Assert.True((bool)request.Body["stream"]!);
        Assert.True((bool)request.Body["stream_options"]!["include_usage"]!);
        Assert.Equal(["system: be exact", "user: hello"], request.Messages);
    }

    [Fact]
    public async Task Pieces_are_given_on_as_they_come()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed("one two three four"));
        using var pool = ModelTestClient.Open(server.BaseUrl, TimeProvider.System);
        var pieces = new List<string>();
        await ModelTestClient.AskAsync(pool, new RetryOptions(), TimeProvider.System, pieces.Add);
        Assert.Equal(["one two", " three ", "four"], pieces);
    }

    [Theory]
    [InlineData("length", "length")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("model_length", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("stop", "stop")]
    [InlineData("eos_token_seen", "eos_token_seen")]
    [InlineData("", null)]
    public async Task Any_finish_reason_ends_an_answer_and_is_carried_on(string reason, string? read)
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Whole("ok", finishReason: reason), ChatAnswers.Events(ChatAnswers.Delta("ok", reason), "[DONE]"));
        for (var i = 0; i < 2; i++)
        {
            var reply = await ModelTestClient.AskAsync(server.BaseUrl);
            Assert.Equal("ok", reply.Text);
            Assert.Equal(read, reply.FinishReason?.Value);
            Assert.Equal(read is "length" or "content_filter", reply.IsCutOff);
        }
    }

    [Fact]
    public async Task The_finish_reason_may_come_in_a_piece_of_its_own()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Events(
            ChatAnswers.Delta("ok"), ChatAnswers.Delta(string.Empty, "length"), """{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":2}}""", "[DONE]"));
        Assert.True((await ModelTestClient.AskAsync(server.BaseUrl)).IsCutOff);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"ok"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"o"},{"type":"text","text":"k"}]}}],"usage":null}""")]
    [InlineData("""{"choices":[{"delta":null,"message":{"content":"ok"}}],"usage":{}}""")]
    [InlineData("""{"error":null,"choices":[{"message":{"content":"ok","reasoning_content":"hm"}}],"usage":{"prompt_tokens":"ten"}}""")]
    [InlineData("""{"choices":[{"message":{"content":"ok"}}],"usage":{"prompt_tokens":-1,"completion_tokens":1.5}}""")]
    public async Task What_servers_leave_out_or_add_does_not_matter(string body)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Json(body));
        var reply = await ModelTestClient.AskAsync(server.BaseUrl);
        Assert.Equal("ok", reply.Text);
        Assert.Null(reply.Tokens);
    }

    [Fact]
    public async Task The_last_count_of_tokens_holds()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Events(
            """{"choices":[{"delta":{"content":"o"}}],"usage":{"prompt_tokens":10,"completion_tokens":1}}""",
            """{"choices":[{"delta":{"content":"k"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":2}}""",
            "[DONE]"));
        Assert.Equal(new TokenUse(10, 2), (await ModelTestClient.AskAsync(server.BaseUrl)).Tokens);
    }

    [Fact]
    public async Task A_stream_may_end_without_the_mark_when_it_gave_a_reason()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Events(ChatAnswers.Delta("ok"), ChatAnswers.Delta(string.Empty, "stop")));
        Assert.Equal("ok", (await ModelTestClient.AskAsync(server.BaseUrl)).Text);
    }

    [Fact]
    public async Task An_address_may_end_in_a_slash_and_have_a_query()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ok"), ChatAnswers.Whole("ok"));
        await ModelTestClient.AskAsync(server.BaseUrl + "/");
        await ModelTestClient.AskAsync(server.BaseUrl + "?version=1");
        Assert.Equal(["/v1/chat/completions", "/v1/chat/completions?version=1"], server.Requests.Select(r => r.Path));
    }
}
