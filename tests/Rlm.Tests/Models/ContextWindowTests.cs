using Rlm.Models;
using Rlm.Models.Profiles;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models;

public sealed class ContextWindowTests
{
    [Theory]
    [InlineData("max_model_len")]
    [InlineData("context_length")]
    [InlineData("max_context_length")]
    public async Task A_server_is_asked_once_and_knows_better_than_the_name(string field)
    {
        await using var server = new ScriptedChatServer();
        server.Routes["/v1/models"] = ChatAnswers.Json($$"""{"data":[{"id":"other","{{field}}":1},{"id":"llama3.1","{{field}}":16000}]}""");
        using var pool = Open(server, "llama3.1");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(16_000, await WindowAsync(pool));
        }

        Assert.Equal("GET", Assert.Single(server.Asides).Method);
    }

    [Fact]
    public async Task An_ollama_shows_its_models()
    {
        await using var server = new ScriptedChatServer();
        server.Routes["/api/show"] = OllamaAnswers.Show(40_960);
        using var pool = ModelTestClient.Open(TimeProvider.System, new ProviderOptions { ProviderType = ProviderType.Ollama, Model = "m", BaseUrl = server.Origin });
        Assert.Equal(40_960, await WindowAsync(pool));
        Assert.Equal("m", (string)server.Asides[0].Body!["model"]!);
    }

    [Fact]
    public async Task What_is_configured_wins_and_nobody_is_asked()
    {
        await using var server = new ScriptedChatServer();
        using var pool = ModelTestClient.Open(TimeProvider.System, new ProviderOptions { Model = "m", BaseUrl = server.BaseUrl, Profile = new ModelProfile { ContextWindow = 999 } });
        Assert.Equal(999, await WindowAsync(pool));
        using var hosted = Open(server, "gpt-4o");
        Assert.Equal(128_000, await WindowAsync(hosted));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("llama3.1", 131_072)]
    [InlineData("never-heard-of", null)]
    public async Task A_server_that_does_not_say_is_no_error(string model, int? expected)
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Status(500) };
        using var failing = Open(server, model);
        Assert.Equal(expected, await WindowAsync(failing));
        foreach (var body in new[] { "[]", "{}", """{"data":1}""", """{"data":[{"id":"x","max_model_len":"many"},null]}""" })
        {
            server.Routes["/v1/models"] = ChatAnswers.Json(body);
            using var pool = Open(server, model);
            Assert.Equal(expected, await WindowAsync(pool));
        }

        using var closed = new ClosedPort();
        using var nobody = ModelTestClient.Open(closed.BaseUrl, TimeProvider.System);
        Assert.Null(await WindowAsync(nobody));
    }

    private static ModelPool Open(ScriptedChatServer server, string model) =>
        ModelTestClient.Open(TimeProvider.System, new ProviderOptions { Model = model, BaseUrl = server.BaseUrl });

    private static Task<int?> WindowAsync(ModelPool pool) => pool.Root!.ContextWindowAsync(TestContext.Current.CancellationToken);
}
