using Rlm.Testing.Chat;

namespace Rlm.Cli.Tests.Ask;

public sealed class ModelChoiceTests
{
    private const string Final = """{"op":"final","answer":"x"}""";

    [Fact]
    public async Task An_ollama_is_found_and_its_first_model_for_chat_is_named()
    {
        await using var server = new ScriptedChatServer(OllamaAnswers.Streamed(Final));
        server.Routes["/api/tags"] = ChatAnswers.Json(
            """{"models":[{"name":"nomic-embed-text:latest","details":{"family":"nomic-bert"}},{"name":"qwen3:4b","details":{"family":"qwen3"}},{"name":"llama3.2"}]}""");
        server.Routes["/api/show"] = OllamaAnswers.Show(40_960);
        using var bench = NewBench();
        bench.Environment["OLLAMA_HOST"] = $"127.0.0.1:{server.Port}";
        bench.Environment["OPENAI_API_KEY"] = "sk-well-known";
        var result = (await bench.RunAsync("ask", "q", "a.txt", "--local-only")).Exits(0);
        Assert.Equal("x\n", result.Output);
        Assert.Contains($"qwen3:4b at http://127.0.0.1:{server.Port} was found", result.Error);
        Assert.Null(server.Requests[0].Authorization);
    }

    [Theory]
    [InlineData("ANTHROPIC_API_KEY", "claude-sonnet-4-5 at https://api.anthropic.com")]
    [InlineData("OPENAI_API_KEY", "gpt-4.1 at https://api.openai.com/v1")]
    [InlineData("DEEPSEEK_API_KEY", "deepseek-chat at https://api.deepseek.com/v1")]
    public async Task A_well_known_key_is_found_and_its_provider_named(string variable, string named)
    {
        using var bench = NewBench();
        bench.Environment[variable] = "sk-well-known";
        var result = (await bench.RunAsync("ask", "q", "a.txt", "--dry-run")).Exits(0);
        Assert.Contains(named, result.Output);
        Assert.Contains(named, result.Error);
        Assert.DoesNotContain("sk-well-known", result.Output + result.Error);
        Assert.Contains("no model is configured", (await bench.RunAsync("ask", "q", "a.txt", "--local-only")).Exits(3).Error);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"models":[]}""")]
    [InlineData("""{"models":[{"name":"bge-m3","details":{"family":"bert"}},7]}""")]
    public async Task An_ollama_without_a_model_for_chat_is_none(string listed)
    {
        await using var server = new ScriptedChatServer();
        server.Routes["/api/tags"] = ChatAnswers.Json(listed);
        using var bench = NewBench();
        bench.Environment["OLLAMA_HOST"] = server.Origin;
        Assert.Equal("not_configured", (await bench.RunAsync("ask", "q", "a.txt", "--json")).Exits(3).ErrorCode);
    }

    [Fact]
    public async Task What_is_configured_is_not_looked_for()
    {
        await using var ollama = new ScriptedChatServer();
        await using var server = new ScriptedChatServer(AnthropicAnswers.Streamed(Final));
        using var bench = NewBench();
        bench.Environment["OLLAMA_HOST"] = ollama.Origin;
        (await bench.RunAsync("ask", "q", "a.txt", "--model", "anthropic:claude", "--base-url", server.Origin)).Exits(0);
        Assert.Equal("/v1/messages", server.Requests[0].Path);
        Assert.Empty(ollama.Requests);
    }

    [Fact]
    public async Task A_configured_command_gives_the_key_and_an_address_out_of_the_environment_does_not_get_it()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed(Final) };
        await using var other = new ScriptedChatServer { Otherwise = ChatAnswers.Streamed(Final) };
        using var bench = NewBench();
        bench.WriteUserFile($"[[providers]]\nmodel = \"m\"\nbase_url = \"{server.BaseUrl}\"\napi_key_command = [\"/bin/echo\", \"sk-from-command\"]\nheaders = {{ X-Org = \"o\" }}\n");
        var result = (await bench.RunAsync("ask", "q", "a.txt")).Exits(0);
        Assert.Equal(("Bearer sk-from-command", "o"), (server.Requests[0].Authorization, server.Requests[0].Headers["X-Org"]));
        Assert.DoesNotContain("sk-from-command", result.Output + result.Error + string.Concat(Directory.GetFiles(bench.TraceFolder).Select(File.ReadAllText)));
        bench.Environment["RLM_BASE_URL"] = other.BaseUrl;
        (await bench.RunAsync("ask", "q", "a.txt")).Exits(0);
        Assert.Null(other.Requests[0].Authorization);
        Assert.DoesNotContain("X-Org", other.Requests[0].Headers.Keys);
    }

    private static CliBench NewBench()
    {
        var bench = new CliBench();
        bench.Write("a.txt", "1\n2\n3\n");
        return bench;
    }
}
