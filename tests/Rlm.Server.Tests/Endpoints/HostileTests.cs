using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests.Endpoints;

/// <summary>Every endpoint with what it does not expect: problem details, never a stack trace, never a hang.</summary>
public sealed class HostileTests
{
    private static readonly string[] TakingJson = ["/query", "/debug", "/stream", "/compile", "/v1/chat/completions"];

    public static TheoryData<string, string> Bodies()
    {
        var data = new TheoryData<string, string>();
        foreach (var path in TakingJson)
        {
            string[] bodies =
            [
                "", "null", "[]", "1", "\"text\"", "{", "{}", "{\"query\":1,\"code\":1,\"messages\":1}", "{\"query\":null,\"code\":null,\"messages\":null}",
                "{\"query\":\"\\ud800\",\"context\":\"a\",\"code\":\"\\ud800\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}",
                new string('[', 100_000), "{\"query\":\"?\",\"code\":\"x\",\"messages\":[null],\"context\":{}}", "\u0000",
                "{\"query\":\"?\",\"context\":\"a\",\"nothing\":1,\"code\":1,\"messages\":[]}",
            ];
            foreach (var body in bodies)
            {
                data.Add(path, body);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_none_is_a_problem(string path, string body)
    {
        await using var service = await TestService.StartAsync();
        using var response = await service.PostRawAsync(path, body);
        await response.ProblemAsync(400, "invalid_request");
        Assert.Empty(service.Model.Requests);
    }

    [Theory]
    [InlineData("{\"query\":\"?\"}")]
    [InlineData("{\"query\":\"  \",\"context\":\"a\"}")]
    [InlineData("{\"query\":\"?\",\"documents\":[null]}")]
    [InlineData("{\"query\":\"?\",\"documents\":[{\"name\":\"a\"}]}")]
    [InlineData("{\"query\":\"?\",\"paths\":[null]}")]
    [InlineData("{\"query\":\"?\",\"context\":\"a\",\"limits\":{\"max_iterations\":0}}")]
    [InlineData("{\"query\":\"?\",\"context\":\"a\",\"limits\":{\"max_cost_usd\":-1}}")]
    [InlineData("{\"query\":\"?\",\"context\":\"a\",\"limits\":{\"max_seconds\":0.1}}")]
    [InlineData("{\"query\":\"?\",\"context\":\"a\",\"schema\":{\"type\":\"nothing\"}}")]
    [InlineData("{\"query\":\"?\",\"context\":\"a\",\"schema\":7}")]
    [InlineData("{\"query\":\"?\",\"context\":\"a\",\"schema\":{\"type\":\"\\ud800\"}}")]
    [InlineData("{\"query\":\"?\",\"context\":\"a\",\"schema\":{\"\\ud800\":1}}")]
    public async Task A_question_that_cannot_be_asked_is_a_problem(string body)
    {
        await using var service = await TestService.StartAsync();
        foreach (var path in new[] { "/query", "/debug", "/stream" })
        {
            using var response = await service.PostRawAsync(path, body);
            await response.ProblemAsync(400, "invalid_request");
        }
    }

    [Fact]
    public async Task What_is_no_UTF8_is_a_problem()
    {
        await using var service = await TestService.StartAsync();
        byte[] body = [.. "{\"query\":\"?\",\"code\":\""u8, 0xFF, 0xFE, 0xC3, .. "\",\"messages\":[]}"u8];
        foreach (var path in TakingJson)
        {
            using var response = await service.PostRawAsync(path, body);
            await response.ProblemAsync(400, "invalid_request");
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("nothing")]
    public async Task Another_type_is_a_problem(string type)
    {
        await using var service = await TestService.StartAsync();
        foreach (var path in TakingJson)
        {
            using var response = await service.PostRawAsync(path, "{\"query\":\"?\"}"u8.ToArray(), type);
            await response.ProblemAsync(415, "wrong_content_type");
        }
    }

    [Theory]
    [InlineData("--b\r\n\r\nno header\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"query\"\r\n\r\nbroken off")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"nothing\"\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"schema\"\r\n\r\n{\r\n--b--\r\n")]
    [InlineData("")]
    public async Task An_upload_that_is_none_is_a_problem(string body)
    {
        await using var service = await TestService.StartAsync();
        using var response = await service.PostRawAsync("/query", Encoding.UTF8.GetBytes(body), "multipart/form-data; boundary=b");
        await response.ProblemAsync(400, "invalid_request");
    }

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        await using var service = await TestService.StartAsync(s => s.Server = s.Server with { MaxRequestBytes = 10_000, MaxUploadBytes = 20_000 });
        var text = new string('a', 30_000);
        foreach (var path in TakingJson)
        {
            using var response = await service.PostRawAsync(path, $"{{\"query\":\"{text}\",\"code\":\"{text}\",\"messages\":[{{\"role\":\"user\",\"content\":\"{text}\"}}]}}");
            await response.ProblemAsync(413, "too_large");
        }

        using var form = new MultipartFormDataContent { { new StringContent("?"), "query" }, { new StringContent(text), "file", "a.txt" } };
        using var upload = await service.Client.PostAsync(new Uri("/query", UriKind.Relative), form, TestContext.Current.CancellationToken);
        await upload.ProblemAsync(413, "too_large");
    }

    [Theory]
    [InlineData("GET", "/query", 405)]
    [InlineData("DELETE", "/runs", 405)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/runs/nothing", 404)]
    [InlineData("GET", "/runs/..%2f..%2fetc%2fpasswd", 404)]
    [InlineData("GET", "/runs/nothing/events", 404)]
    [InlineData("GET", "/runs/nothing/trace", 404)]
    [InlineData("POST", "/runs/nothing/cancel", 404)]
    [InlineData("GET", "/runs?limit=0", 400)]
    [InlineData("GET", "/runs?limit=many", 400)]
    [InlineData("GET", "/runs?offset=-1", 400)]
    public async Task What_is_not_there_is_a_problem(string method, string path, int status)
    {
        await using var service = await TestService.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestHome.Path, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\u0000\u00ff")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":7}}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"run_rust_analysis\",\"arguments\":{\"code\":7,\"text\":{}}}}")]
    public async Task What_is_no_message_of_an_agent_is_an_error_of_its_protocol(string body)
    {
        await using var service = await TestService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, null, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True((int)response.StatusCode is 200 or (>= 400 and < 500), $"{(int)response.StatusCode}: {text}");
        Assert.True((int)response.StatusCode >= 400 || text.Contains("rror", StringComparison.Ordinal), text);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_HTTP_is_closed()
    {
        await using var service = await TestService.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync("POST /query HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: -5\r\n\r\n\0\0\0"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 400", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_that_are_no_text_are_named_without_the_places_of_the_service()
    {
        await using var service = await TestService.StartAsync(Answers.Final("never"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("?"), "query" }, { new ByteArrayContent([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]), "file", "picture.png" },
        };
        using var response = await service.Client.PostAsync(new Uri("/query", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var problem = await response.ProblemAsync(422, "documents_unreadable");

        Assert.Contains("picture.png", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(TestHome.Path, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Empty(service.Model.Requests);
    }

    [Fact]
    public async Task As_many_as_may_wait_and_one_more_is_told_when_to_ask_again()
    {
        var answer = new TaskCompletionSource();
        await using var service = await TestService.StartAsync(
            s => s.Server = s.Server with { MaxConcurrentRuns = 1, QueueLimit = 1 },
            ChatAnswers.After(answer.Task, Answers.Final("one")), Answers.Final("two"));
        var body = new JsonObject { ["query"] = "?", ["context"] = "a\n" };
        var first = service.PostAsync("/query", body);
        await service.Model.ArrivedAsync(TestContext.Current.CancellationToken);
        var second = service.PostAsync("/query", body.DeepClone());
        while (service.Get<Rlm.Server.Runs.RunPlaces>().Waiting == 0)
        {
            await Task.Yield();
        }

        using var third = await service.PostAsync("/query", body.DeepClone());
        await third.ProblemAsync(503, "queue_full");
        Assert.NotNull(third.Headers.RetryAfter);
        answer.SetResult();
        using var one = await first;
        using var two = await second;
        Assert.Equal(("one", "two"), ((string?)(await one.JsonAsync())["answer"], (string?)(await two.JsonAsync())["answer"]));
    }
}
