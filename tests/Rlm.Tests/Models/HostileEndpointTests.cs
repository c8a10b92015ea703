using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Rlm.Models;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models;

/// <summary>Servers that break, lie, flood and spy. Each comes to an error with a code, or to an answer; never to more than that.</summary>
[Trait("Category", "Security")]
public sealed class HostileEndpointTests
{
    private const string Key = ModelTestClient.Key;
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
    private const string Good = """{"choices":[{"message":{"content":"fine"},"finish_reason":"stop"}]}""";
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(60);

    /// <summary>By its name what a server does, and the code that comes of it; null for an answer.</summary>
    private static readonly Dictionary<string, (string? Code, ChatAnswer Answer)> Cases = new()
    {
        ["headers without end"] = ("provider_failed", Flood("HTTP/1.1 200 OK\r\n", "X-More: yes\r\n")),
        ["a header without end"] = ("provider_failed", Flood("HTTP/1.1 200 OK\r\nX-More: ", "yes yes yes ")),
        ["a status line without end"] = ("provider_failed", Flood("HTTP/1.1 200 ", "yes yes yes ")),
        ["a chunk's header without end"] = ("provider_failed", Flood($"{Head}Transfer-Encoding: chunked\r\n\r\n5;", "more=yes;")),
        ["a chunk of absurd length"] = ("provider_failed", ChatAnswers.Raw($"{Head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx")),
        ["a chunk of no length"] = ("provider_failed", ChatAnswers.Raw($"{Head}Transfer-Encoding: chunked\r\n\r\n-5\r\nx")),
        ["chunks that end in the middle"] = ("provider_failed", ChatAnswers.Raw($"{Head}Transfer-Encoding: chunked\r\n\r\n{Good.Length:x}\r\n{Good[..20]}")),
        ["a negative length"] = ("bad_answer", ChatAnswers.Raw($"{Head}Content-Length: -1\r\n\r\n{Good[..10]}")),
        ["two lengths"] = ("provider_failed", ChatAnswers.Raw($"{Head}Content-Length: 5000\r\nContent-Length: 5000\r\n\r\n{Good}")),
        ["a length that is cut off by its end"] = ("bad_answer", ChatAnswers.Raw($"{Head}Content-Length: 20\r\n\r\n{Good}")),
        ["half closed before its headers end"] = ("provider_failed", async e =>
        {
            await e.RawAsync(Head);
            e.HalfClose();
            await e.ClientGoneAsync();
        }
        ),
        ["half closed in its body"] = ("provider_failed", async e =>
        {
            await e.RawAsync($"{Head}Content-Length: 500\r\n\r\n{Good}");
            e.HalfClose();
            await e.ClientGoneAsync();
        }
        ),
        ["reset before its headers"] = ("provider_failed", e =>
        {
            e.Reset();
            return Task.CompletedTask;
        }
        ),
        ["reset in its body"] = ("provider_failed", async e =>
        {
            await e.BeginEventsAsync();
            await e.EventAsync(ChatAnswers.Delta("hello"));
            e.Reset();
        }
        ),
        ["HTTP/2 unasked"] = ("provider_failed", ChatAnswers.Raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")),
        ["status 999"] = ("provider_failed", ChatAnswers.Raw("HTTP/1.1 999 Nine\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")),
        ["status 101"] = ("refused", ChatAnswers.Raw("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n")),
        ["status 204"] = ("bad_answer", ChatAnswers.Raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")),
        ["a bomb of gzip"] = ("bad_answer", Bomb("application/json")),
        ["a bomb of gzip as events"] = ("provider_failed", Bomb("text/event-stream")),
        ["bytes that are no UTF-8"] = (null, e => Bytes(e, [.. "{\"choices\":[{\"message\":{\"content\":\"ok "u8, 0xFF, 0xC0, 0x80, .. "\"},\"finish_reason\":\"stop\"}]}"u8])),
        ["half a surrogate pair in its text"] = (null, ChatAnswers.Json("""{"choices":[{"message":{"content":"ok \ud800 and \\ud800 and \ud83d\ude00"},"finish_reason":"stop"}]}""")),
        ["half a surrogate pair in a name"] = (null, ChatAnswers.Json("""{"\udc00":1,"choices":[{"message":{"\ud800":2,"content":"ok"},"finish_reason":"stop"}]}""")),
        ["half a surrogate pair in an error"] = ("provider_failed", ChatAnswers.Json("""{"error":{"message":"no \ud800"}}""")),
        ["JSON nested deep"] = ("bad_answer", ChatAnswers.Json($"{{\"choices\":{new string('[', 200_000)}{new string(']', 200_000)}}}")),
        ["a name twice"] = ("bad_answer", ChatAnswers.Json("""{"choices":[{"message":{"content":"a","content":"b"}}]}""")),
        ["half a million choices"] = (null, ChatAnswers.Json($"{{\"choices\":[{{\"message\":{{\"content\":\"ok\"}}}}{string.Concat(Enumerable.Repeat(",{}", 500_000))}]}}")),
        ["a picture"] = ("bad_answer", ChatAnswers.Body("image/png", "\u0089PNG\r\n\u001a\n")),
        ["a charset that is none"] = (null, ChatAnswers.Body("application/json; charset=nonsense", Good)),
        ["no type"] = (null, ChatAnswers.Raw($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {Good.Length}\r\n\r\n{Good}")),
        ["events between junk"] = (null, ChatAnswers.Body(
            "text/event-stream",
            $"\uFEFF: hello\n\nevent: junk\nid: {new string('9', 400)}\nretry: 99999999999999999999\n\ndata\n\nnonsense\n\ndata: {ChatAnswers.Delta("fine", "stop")}\n\ndata: [DONE]\n\ndata: [DONE]\n\ndata: {{}}\n\ngarbage")),
        ["events with junk for data"] = ("bad_answer", ChatAnswers.Body("text/event-stream", $"data: {ChatAnswers.Delta("fine")}\n\ndata: junk\n\ndata: [DONE]\n\n")),
        ["a reason to end without end"] = (null, ChatAnswers.Whole("fine", finishReason: $"{Key}\u001b[31m{new string('x', 1_000_000)}")),
        ["an error without end"] = ("provider_failed", ChatAnswers.Events($"{{\"error\":{{\"message\":\"{new string('x', 20_000_000)}\"}}}}")),
        ["tool calls without end"] = ("bad_answer", ChatAnswers.Json(
            $"{{\"choices\":[{{\"message\":{{\"tool_calls\":[{string.Join(',', Enumerable.Range(0, 500_000).Select(i => $"{{\"index\":{i},\"function\":{{}}}}"))}]}}}}]}}")),
        ["tool calls of wrong types"] = (null, ChatAnswers.Json("""{"choices":[{"message":{"tool_calls":[1,null,[],"x",{"function":1},{"index":-1,"function":{"name":[],"arguments":7}},{"index":1e300,"id":{},"function":{"name":{}}}]}}]}""")),
        ["the key in a page of status 500"] = ("provider_failed", e => e.RespondAsync(500, "text/html", $"<html><b>{Key}</b></html>")),
        ["the key beside status 401"] = ("unauthorized", ChatAnswers.Raw($"HTTP/1.1 401 {Key}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")),
        ["the key beside status 403, and a page of it"] = ("unauthorized", ChatAnswers.Raw($"HTTP/1.1 403 no {Key}\r\nX-Key: {Key}\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: {Key.Length}\r\n\r\n{Key}")),
        ["the key in its answer, in pieces"] = (null, ChatAnswers.Events([.. $"you sent {Key}, did you not".Select(c => ChatAnswers.Delta(c.ToString())), ChatAnswers.Delta(string.Empty, "stop"), "[DONE]"])),
        ["the key in a tool call"] = (null, ChatAnswers.ToolCall($"set{Key}", "{\"value\":\"", Key[..5], Key[5..], "\"}")),
        ["a redirect to a file"] = ("refused", ChatAnswers.Redirect("file:///etc/passwd", 302)),
        ["a redirect without an address"] = ("refused", ChatAnswers.Raw("HTTP/1.1 307 Go\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")),
        ["a redirect whose address has no end"] = ("refused", ChatAnswers.Redirect($"http://elsewhere.invalid/{new string('x', 30_000)}{Key}")),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_server_that_misbehaves_gets_a_code_or_is_read_all_the_same(string name)
    {
        var (code, answer) = Cases[name];
        await using var server = new ScriptedChatServer(answer);
        var reply = await ModelTestClient.AskAsync(server.BaseUrl, "TEST_KEY");
        Assert.Equal(code, reply.Error?.Code);
        Assert.Equal(code is null, reply.Text is not null);
        Assert.Single(server.Requests);
        var all = $"{reply.Error?.Message}{reply.Text}{reply.FinishReason}{string.Concat(reply.ToolCalls)}";
        Assert.DoesNotContain(Key, all);
        Assert.True(all.Length < 4_000, $"{all.Length} characters came back");
    }

    [Theory]
    [InlineData("application/json", "{\"choices\":[{\"message\":{\"content\":\"", false)]
    [InlineData("text/event-stream", "data: ", true)]
    [InlineData("text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"", true)]
    [InlineData("application/x-ndjson", "{\"choices\":[", true)]
    [InlineData("text/html", "<html>", false)]
    public async Task Of_an_answer_of_a_gigabyte_only_a_bounded_part_is_taken(string type, string begin, bool streamed)
    {
        const int piece = 1 << 20;
        var sent = 0L;
        await using var server = new ScriptedChatServer(async exchange =>
        {
            await exchange.HeadAsync(200, type, ("Content-Length", $"{1L << 30}"));
            await exchange.RawAsync(begin);
            var bytes = Encoding.ASCII.GetBytes(new string('x', piece));
            for (; sent < 1L << 30; sent += piece)
            {
                await exchange.RawAsync(bytes);
            }
        });
        var reply = await ModelTestClient.AskAsync(server.BaseUrl, "TEST_KEY");
        Assert.Equal("bad_answer", reply.Error!.Code);

        // What the client takes, and what the kernel holds for both sides.
        Assert.InRange(sent, 1, (streamed ? 64 << 20 : 26 << 20) + (64 << 20));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-A: b\r\n")]
    [InlineData("", "HTTP/1.1 102 Processing\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConte", "")]
    public async Task Headers_that_drip_are_no_sign_of_life(string begin, string drop)
    {
        var dripped = new TaskCompletionSource();
        await using var server = new ScriptedChatServer(async exchange =>
        {
            await exchange.RawAsync(begin);
            for (var i = 0; i < 100; i++)
            {
                await exchange.RawAsync(drop);
            }

            dripped.SetResult();
            await exchange.ClientGoneAsync();
        });
        var time = new TestTime(Never);
        using var pool = ModelTestClient.Open(server.BaseUrl, time, "TEST_KEY");
        var asking = ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, time);
        await dripped.Task;
        time.EndLongWaits();
        Assert.Equal("timed_out", (await asking).Error!.Code);
    }

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("2147483647")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task A_server_may_not_have_one_wait_for_longer_than_the_policy_allows(string retryAfter)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Status(429, "slow down", retryAfter), ChatAnswers.Whole("fine"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time, "TEST_KEY");
        var retry = new RetryOptions();
        Assert.Equal("fine", (await ModelTestClient.AskAsync(pool, retry, time)).Text);
        Assert.All(time.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, retry.MaxDelay));
    }

    [Fact]
    public async Task No_redirect_brings_question_or_key_to_another_host_or_round_in_circles()
    {
        await using var elsewhere = new ScriptedChatServer { Otherwise = ChatAnswers.Whole("caught") };
        foreach (var status in new[] { 300, 301, 302, 303, 305, 307, 308 })
        {
            await using var server = new ScriptedChatServer();
            server.Otherwise = ChatAnswers.Redirect(status % 2 == 0 ? server.BaseUrl + "/chat/completions" : elsewhere.BaseUrl, status);
            server.Routes["/v1/models"] = ChatAnswers.Redirect($"{elsewhere.BaseUrl}/models", status);
            using var pool = ModelTestClient.Open(server.BaseUrl, TimeProvider.System, "TEST_KEY");
            await pool.Root!.ContextWindowAsync(TestContext.Current.CancellationToken);
            Assert.Equal("refused", (await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System)).Error!.Code);
            Assert.Single(server.Requests);
        }

        Assert.Empty(elsewhere.Requests);
        Assert.Empty(elsewhere.Asides);
    }

    [Theory]
    [InlineData("{\"data\":[{\"id\":\"tested\",\"max_model_len\":-1}]}")]
    [InlineData("{\"data\":[{\"id\":\"tested\",\"max_model_len\":1e300}]}")]
    [InlineData("{\"data\":{\"id\":1}}")]
    [InlineData("[[[[")]
    [InlineData("\"\\ud800\"")]
    [InlineData(null)]
    public async Task A_list_of_models_that_is_none_is_done_without(string? body)
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Whole("fine") };
        server.Routes["/v1/models"] = body is null ? Flood($"{Head}\r\n", new string('x', 1 << 20)) : ChatAnswers.Json(body);
        using var pool = ModelTestClient.Open(server.BaseUrl, TimeProvider.System, "TEST_KEY");
        Assert.Null(await pool.Root!.ContextWindowAsync(TestContext.Current.CancellationToken));
        Assert.Equal("fine", (await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System)).Text);
    }

    [Fact]
    public async Task Every_form_in_which_a_key_may_be_written_is_hidden()
    {
        const string key = "sk-a/b+c=d\"e\\f&<g>'h%2012";
        string[] forms =
        [
            key, JsonValue.Create(key).ToJsonString()[1..^1], Uri.EscapeDataString(key), System.Net.WebUtility.HtmlEncode(key),
            System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(key), key.Replace("/", "\\/", StringComparison.Ordinal),
        ];
        foreach (var form in forms)
        {
            await using var server = new ScriptedChatServer(
                exchange => exchange.RespondAsync(500, "text/plain", $"<{form}>"), ChatAnswers.Status(401, $"<{form}>"), ChatAnswers.Whole($"<{form}>"));
            using var pool = ModelFactory.Create(
                [new ProviderOptions { Model = "tested", BaseUrl = server.BaseUrl, ApiKeyEnv = "K" }], localOnly: false, _ => key, TimeProvider.System);
            for (var i = 0; i < 3; i++)
            {
                var reply = await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System);
                Assert.Contains("[key]", reply.Text ?? reply.Error!.Message);
                Assert.DoesNotContain(form, reply.Text ?? reply.Error!.Message);
            }
        }
    }

    [Fact]
    public async Task A_key_that_is_also_a_word_stays_a_word_in_answers()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ollama answers the blue team"), ChatAnswers.Status(401, "not ollama"));
        var options = new ProviderOptions
        {
            Model = "tested",
            BaseUrl = server.BaseUrl,
            ApiKeyEnv = "K",
            Headers = new Dictionary<string, string> { ["X-Team"] = "blue team" },
        };
        using var pool = ModelFactory.Create([options], localOnly: false, _ => "ollama", TimeProvider.System);
        Assert.Equal("ollama answers the blue team", (await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System)).Text);
        Assert.Contains("not [key]", (await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System)).Error!.Message);
    }

    private static ChatAnswer Flood(string begin, string again)
    {
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(again, Math.Max(1, 8_000 / again.Length))));
        return async exchange =>
        {
            await exchange.RawAsync(begin);
            while (true)
            {
                await exchange.RawAsync(piece);
            }
        };
    }

    private static ChatAnswer Bomb(string type) => async exchange =>
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[50 << 20]);
        }

        await exchange.HeadAsync(200, type, ("Content-Encoding", "gzip"), ("Content-Length", $"{packed.Length}"));
        await exchange.RawAsync(packed.ToArray());
    };

    private static async Task Bytes(ScriptedExchange exchange, byte[] body)
    {
        await exchange.HeadAsync(200, "application/json", ("Content-Length", $"{body.Length}"));
        await exchange.RawAsync(body);
    }
}
