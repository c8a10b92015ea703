using Rlm.Models;
using Rlm.Models.Providers;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models.Providers;

public sealed class ProviderAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:9999", "http://127.0.0.1:9999")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434")]
    [InlineData("0.0.0.0:80", "http://127.0.0.1:80")]
    [InlineData(":8080", "http://127.0.0.1:8080")]
    [InlineData("gpu-box", "http://gpu-box:11434")]
    [InlineData("[::1]", "http://[::1]:11434")]
    [InlineData("[::1]:5", "http://[::1]:5")]
    [InlineData("http://0.0.0.0:7", "http://127.0.0.1:7")]
    [InlineData("https://ollama.example/x", "https://ollama.example/x")]
    public void The_variable_of_ollama_takes_hosts_ports_and_addresses(string variable, string expected) =>
        Assert.Equal(expected, ProviderAddress.FromHost(variable));

    [Theory]
    [InlineData(ProviderType.Ollama, null, "http://127.0.0.1:11434")]
    [InlineData(ProviderType.Ollama, "http://127.0.0.1:5/v1", "http://127.0.0.1:5")]
    [InlineData(ProviderType.Ollama, "http://127.0.0.1:5/ollama/api", "http://127.0.0.1:5/ollama")]
    [InlineData(ProviderType.LiteLlm, null, "http://127.0.0.1:4000/v1")]
    [InlineData(ProviderType.Anthropic, null, "https://api.anthropic.com")]
    [InlineData(ProviderType.DeepSeek, null, "https://api.deepseek.com/v1")]
    [InlineData(ProviderType.OpenAI, null, "https://api.openai.com/v1")]
    public void Every_provider_has_its_usual_address(ProviderType type, string? baseUrl, string expected)
    {
        using var pool = ModelFactory.Create([new ProviderOptions { ProviderType = type, Model = "m", BaseUrl = baseUrl }], false, v => v == "OLLAMA_HOST" ? null : "sk-0123456789", TimeProvider.System);
        Assert.Equal(expected, pool.Root!.Endpoint);
    }

    [Theory]
    [InlineData("", "/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21")]
    [InlineData("?api-version=2025-01-01", "/openai/deployments/my%20gpt/chat/completions?api-version=2025-01-01")]
    [InlineData("/openai/v1", "/openai/v1/chat/completions")]
    [InlineData("/openai/deployments/other", "/openai/deployments/other/chat/completions?api-version=2024-10-21")]
    public async Task Azure_has_an_old_interface_and_a_new_one(string path, string expected)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Streamed("ok"));
        var reply = await ModelTestClient.AskAsync(new ProviderOptions { ProviderType = ProviderType.Azure, Model = "my gpt", BaseUrl = server.Origin + path, ApiKeyEnv = "TEST_KEY" });
        Assert.Equal("ok", reply.Text);
        var request = Assert.Single(server.Requests);
        Assert.Equal((expected, ModelTestClient.Key, null), (request.Path, request.Headers["api-key"], request.Authorization));
    }

    [Fact]
    public void Azure_needs_an_address()
    {
        var refused = Assert.Throws<ModelException>(() => ModelFactory.Create([new ProviderOptions { ProviderType = ProviderType.Azure, Model = "m" }], false, _ => null, TimeProvider.System));
        Assert.Contains("AZURE_OPENAI_ENDPOINT", refused.Message);
    }

    [Theory]
    [InlineData(ProviderType.Anthropic, "ANTHROPIC_API_KEY", "x-api-key")]
    [InlineData(ProviderType.Azure, "AZURE_OPENAI_API_KEY", "api-key")]
    [InlineData(ProviderType.DeepSeek, "DEEPSEEK_API_KEY", "Authorization")]
    public async Task A_well_known_key_goes_to_another_host_only_when_that_was_named(ProviderType type, string variable, string header)
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Whole("ok") };
        foreach (var allowed in new[] { false, true })
        {
            using var pool = ModelFactory.Create(
                [new ProviderOptions { ProviderType = type, Model = "m", BaseUrl = server.Origin, AllowWellKnownKey = allowed }], false, v => v == variable ? "sk-0123456789" : null, TimeProvider.System);
            await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System);
        }

        Assert.Equal([false, true], server.Requests.Select(r => r.Headers.ContainsKey(header)));
    }

    [Theory]
    [InlineData(ProviderType.Anthropic, "ANTHROPIC_API_KEY", null)]
    [InlineData(ProviderType.DeepSeek, "DEEPSEEK_API_KEY", null)]
    [InlineData(ProviderType.Azure, "AZURE_OPENAI_API_KEY", "https://mine.openai.azure.com")]
    public void The_provider_itself_needs_a_key(ProviderType type, string variable, string? address)
    {
        var options = new ProviderOptions { ProviderType = type, Model = "m", BaseUrl = address };
        Assert.Contains(variable, Assert.Throws<ModelException>(() => ModelFactory.Create([options], false, _ => null, TimeProvider.System)).Message);
        ModelFactory.Create([options], false, v => v == variable ? "sk-0123456789" : null, TimeProvider.System).Dispose();
    }

    [Fact]
    public void Local_only_lets_no_proxy_carry_questions_away()
    {
        var options = new ProviderOptions { Model = "m", BaseUrl = "http://127.0.0.1:1/v1", Proxy = "http://proxy.example:3128" };
        Assert.Equal(ModelErrorCode.NotLocal, Assert.Throws<ModelException>(() => ModelFactory.Create([options], true, _ => null, TimeProvider.System)).Code);
    }
}
