using System.Net;
using System.Net.Sockets;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models;

public sealed class ModelFaultTests
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(401, "unauthorized", "api_key_env")]
    [InlineData(403, "unauthorized", "api_key_env")]
    [InlineData(404, "refused", "/v1")]
    [InlineData(400, "refused", "400")]
    [InlineData(413, "refused", "413")]
    [InlineData(422, "refused", "422")]
    [InlineData(429, "rate_limited", "Wait")]
    [InlineData(500, "provider_failed", "500")]
    [InlineData(502, "provider_failed", "502")]
    [InlineData(503, "provider_failed", "503")]
    public async Task A_status_has_its_code_and_says_what_to_do(int status, string code, string advice)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Status(status, "the model is on holiday"));
        var error = await FailAsync(server.BaseUrl, code);
        Assert.Contains("the model is on holiday", error);
        Assert.Contains("tested at http://127.0.0.1", error);
        Assert.Contains(advice, error);
    }

    [Fact]
    public async Task A_key_that_the_server_repeats_does_not_come_back()
    {
        var key = ModelTestClient.Key;
        await using var server = new ScriptedChatServer(
            ChatAnswers.Status(401, $"Incorrect key: {key}"),
            ChatAnswers.Json($$$"""{"error":{"message":"no such key as {{{key}}}"}}"""),
            ChatAnswers.Body("text/html", $"<h1>{key}</h1>"),
            exchange => exchange.RespondAsync(500, "text/plain", $"failed with {key}"),
            ChatAnswers.Redirect($"http://elsewhere.example/?key={key}"));
        foreach (var code in new[] { "unauthorized", "provider_failed", "bad_answer", "provider_failed", "refused" })
        {
            await FailAsync(server.BaseUrl, code);
        }
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unreachable()
    {
        using var closed = new ClosedPort();
        var error = await FailAsync(closed.BaseUrl, "unreachable");
        Assert.Contains(closed.BaseUrl, error);
        Assert.Contains("--base-url", error);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_unreachable() =>
        Assert.Contains("no host of the name in http://no-such-host.invalid", await FailAsync("http://no-such-host.invalid/v1", "unreachable"));

    public static TheoryData<string> Broken => ["stream", "object", "stream without an end", "at once"];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_answer_is_not_taken_for_a_whole_one(string how)
    {
        await using var server = new ScriptedChatServer(how switch
        {
            "stream" => ChatAnswers.BrokenOff("""{"op":"final","answer":"half"""),
            "object" => ChatAnswers.BrokenObject(),
            "stream without an end" => ChatAnswers.Events(ChatAnswers.Delta("half of it")),
            _ => _ => Task.CompletedTask,
        });
        Assert.Contains("broke off", await FailAsync(server.BaseUrl, "provider_failed"));
    }

    [Fact]
    public async Task A_server_that_does_not_speak_http_was_reached_all_the_same()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Raw($"{ModelTestClient.Key} is no status line\r\n\r\n"));
        Assert.Contains("broke off before it answered", await FailAsync(server.BaseUrl, "provider_failed"));
    }

    [Fact]
    public async Task A_secure_connection_that_does_not_come_about_says_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asking = FailAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1", "provider_failed");
        using (var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            await client.GetStream().WriteAsync("HTTP/1.1 400 Plain\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            Assert.Contains("http://", await asking);
        }
    }

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "42")]
    [InlineData("application/json", "{")]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", """{"choices":[]}""")]
    [InlineData("application/json", """{"choices":null}""")]
    [InlineData("application/json", """{"choices":[{}]}""")]
    [InlineData("application/json", """{"choices":["x"]}""")]
    [InlineData("application/json", """{"choices":[{"message":{"content":""}}]}""")]
    [InlineData("application/json", """{"choices":[{"message":{"content":null}}]}""")]
    [InlineData("application/json", """{"choices":{"message":1},"choices":2}""")]
    [InlineData("text/html", "<!doctype html><title>Welcome</title>")]
    [InlineData("text/plain", "\u0000\u0001\u0002 garbage")]
    [InlineData("application/octet-stream", "PK\u0003\u0004")]
    [InlineData("text/event-stream", "data: [DONE]\n\n")]
    [InlineData("text/event-stream", "data: <html>\n\n")]
    [InlineData("text/event-stream", "data: {\"choices\":[]}\n\ndata: [DONE]\n\n")]
    [InlineData("text/event-stream", ": only a comment\n\ndata: [DONE]\n\n")]
    public async Task What_is_no_chat_completion_says_so(string type, string body)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Body(type, body));
        var error = await FailAsync(server.BaseUrl, "bad_answer");
        Assert.Contains("/v1", error);
    }

    [Theory]
    [InlineData("length", "limit of its length")]
    [InlineData("content_filter", "filter")]
    public async Task An_answer_that_was_cut_off_before_its_first_word_says_why(string reason, string why)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole(string.Empty, finishReason: reason));
        Assert.Contains(why, await FailAsync(server.BaseUrl, "bad_answer"));
    }

    [Fact]
    public async Task An_error_in_the_middle_of_a_stream_is_an_error()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Events(
            ChatAnswers.Delta("so far so good"), """{"error":{"message":"out of memory","code":500}}"""));
        Assert.Contains("out of memory", await FailAsync(server.BaseUrl, "provider_failed"));
    }

    [Fact]
    public async Task An_error_with_status_200_is_an_error()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Json("""{"error":"model not loaded"}"""));
        Assert.Contains("model not loaded", await FailAsync(server.BaseUrl, "provider_failed"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = new ScriptedChatServer(ChatAnswers.Whole("caught"));
        await using var server = new ScriptedChatServer(ChatAnswers.Redirect(elsewhere.BaseUrl, status));
        Assert.Contains(elsewhere.BaseUrl, await FailAsync(server.BaseUrl, "refused"));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Giant, ChatAnswers.Whole(string.Concat(Enumerable.Range(0, 700_000).Select(i => $"{i} "))));
        Assert.Contains("cut off", await FailAsync(server.BaseUrl, "bad_answer"));
        Assert.Contains("cut off", await FailAsync(server.BaseUrl, "bad_answer"));
    }

    [Theory]
    [InlineData(": begin\n\n", "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"@\"}}]}\n\n")]
    [InlineData(": begin\n\n", "data: {\"choices\":[{\"delta\":{}}],\"padding\":\"@\"}\n\n")]
    [InlineData(": begin\n\n", ": @\n\n")]
    [InlineData("data: ", "@")]
    public async Task A_stream_of_anything_but_text_is_cut_off_too(string begin, string again)
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Endless(begin, again.Replace("@", new string('x', 500_000), StringComparison.Ordinal)));
        Assert.Contains("more than 64 MiB", await FailAsync(server.BaseUrl, "bad_answer"));
    }

    [Theory]
    [InlineData(": PROCESSING\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n")]
    public async Task A_server_that_only_says_that_it_lives_is_not_silent(string sign)
    {
        var time = new TestTime(Never);
        var heard = time.LongWaitsBegun(3);
        await using var server = new ScriptedChatServer(async exchange =>
        {
            await exchange.BeginEventsAsync();
            await exchange.PartAsync(sign);
            await exchange.WaitAsync(heard);
            await exchange.EventAsync(ChatAnswers.Delta("ok", "stop"));
            await exchange.EndEventsAsync();
        });
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        var reply = await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, time);
        Assert.Equal("ok", reply.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silence_is_given_up(bool inTheMiddle)
    {
        await using var server = new ScriptedChatServer(inTheMiddle ? ChatAnswers.SilentAfter("hello") : ChatAnswers.Silent);
        var time = new TestTime(Never);
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        var heard = new TaskCompletionSource();
        var asking = ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, time, _ => heard.TrySetResult());
        await (inTheMiddle ? heard.Task : server.ArrivedAsync(TestContext.Current.CancellationToken));
        time.EndLongWaits();
        var reply = await asking;
        Assert.Equal("timed_out", reply.Error!.Code);
        Assert.Contains("silence_timeout_secs", reply.Error.Message);
    }

    [Fact]
    public async Task Cancelling_ends_a_silent_request()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Silent);
        using var pool = ModelTestClient.Open(server.BaseUrl, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var asking = new ModelCaller(new RetryOptions(), TimeProvider.System).AskAsync(pool, new ModelRequest(ModelRole.Root, []), null, stop.Token);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static async Task<string> FailAsync(string baseUrl, string code)
    {
        var reply = await ModelTestClient.AskAsync(baseUrl, "TEST_KEY");
        Assert.Null(reply.Text);
        Assert.Equal(code, reply.Error!.Code);
        Assert.DoesNotContain(ModelTestClient.Key, reply.Error.Message);
        Assert.Equal(new RunError(code, reply.Error.Message), reply.Error);
        return reply.Error.Message;
    }
}
