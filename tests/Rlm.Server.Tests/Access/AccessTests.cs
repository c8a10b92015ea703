using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Rlm.Configuration;
using Rlm.Server.Access;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests.Access;

public sealed class AccessTests
{
    private const string Key = "0123456789abcdef0123";
    private const string Other = "fedcba98765432109876";

    [Fact]
    public async Task With_keys_everything_but_health_needs_one()
    {
        using var folder = new TempFolder();
        await using var service = await StartAsync(folder);
        string[] closed = ["/stats", "/runs", "/runs/x", "/v1/models", "/openapi/v1.json", "/reference", "/nothing", "/mcp"];
        foreach (var path in closed)
        {
            using var response = await service.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            await response.ProblemAsync(401, "unauthorized");
        }

        using var asked = await service.PostAsync("/query", new JsonObject { ["query"] = "?", ["context"] = "a" });
        await asked.ProblemAsync(401, "unauthorized");
        Assert.Equal("ok", (string?)(await service.GetAsync("/health"))["status"]);
        Assert.Empty(service.Model.Requests);
    }

    [Theory]
    [InlineData("Bearer " + Key, 200)]
    [InlineData("bearer  " + Key, 200)]
    [InlineData("Bearer " + Other, 200)]
    [InlineData("Bearer " + Key + "x", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Basic " + Key, 401)]
    public async Task A_key_opens(string authorization, int status)
    {
        using var folder = new TempFolder();
        await using var service = await StartAsync(folder);
        service.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        using var response = await service.Client.GetAsync(new Uri("/stats", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_key_has_its_share()
    {
        using var folder = new TempFolder();
        var answer = new TaskCompletionSource();
        await using var service = await StartAsync(folder, ChatAnswers.After(answer.Task, Answers.Final("one")), Answers.Final("two"));
        var body = new JsonObject { ["query"] = "?", ["context"] = "a\n" };
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var first = service.PostAsync("/query", body);
        await service.Model.ArrivedAsync(TestContext.Current.CancellationToken);
        using var second = await service.PostAsync("/query", body.DeepClone());
        await second.ProblemAsync(429, "too_many_runs");

        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Other);
        using var others = await service.PostAsync("/query", body.DeepClone());
        Assert.Equal("two", (string?)(await others.JsonAsync())["answer"]);
        answer.SetResult();
        using var one = await first;
        Assert.Equal("one", (string?)(await one.JsonAsync())["answer"]);
    }

    [Theory]
    [InlineData("Host", "evil.example", "wrong_host", 421)]
    [InlineData("Host", "127.0.0.1.evil.example:80", "wrong_host", 421)]
    [InlineData("Origin", "http://evil.example", "foreign_origin", 403)]
    [InlineData("Origin", "http://127.0.0.1:1", "foreign_origin", 403)]
    [InlineData("Origin", "null", "foreign_origin", 403)]
    public async Task Pages_of_other_sites_stay_out(string header, string value, string code, int status)
    {
        await using var service = await TestService.StartAsync();
        foreach (var path in new[] { "/health", "/runs", "/mcp", "/openapi/v1.json" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
            await response.ProblemAsync(status, code);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://localhost:1", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("http://127.0.0.1:1;http://0.0.0.0:2", false)]
    [InlineData("http://0.0.0.0:1", false)]
    [InlineData("http://*:1", false)]
    [InlineData("http://[::]:1", false)]
    [InlineData("http://192.168.1.1:1", false)]
    [InlineData("http://localhost.evil.example:1", false)]
    public void It_is_known_who_can_reach_an_address(string urls, bool isLoopback) => Assert.Equal(isLoopback, ListenAddresses.AreLoopback(urls));

    [Fact]
    public void Everything_wrong_with_keys_is_said()
    {
        using var folder = new TempFolder();
        var path = folder.Write("keys", $"# of the team\nci {Key}\n\nshort abc\nci {Other}\none two three\n");
        var problems = new List<string>();
        ApiKeys.Load(new ServerSettings { KeysFile = path }, _ => null, problems);

        Assert.Contains(problems, p => p.StartsWith($"{path}:4: a key has at least 16", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith($"{path}:5: there is a key of the name ci", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith($"{path}:6: a line is NAME KEY", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("chmod 600", StringComparison.Ordinal));
    }

    private static Task<TestService> StartAsync(TempFolder folder, params ChatAnswer[] answers)
    {
        var path = folder.Write("keys", $"first {Key}\nsecond {Other}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return TestService.StartAsync(s => s.Server = s.Server with { KeysFile = path, MaxRunsPerKey = 1 }, answers);
    }
}
