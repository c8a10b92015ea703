using Rlm.Configuration;
using Rlm.Models;
using Rlm.Models.Profiles;
using Rlm.Testing;

namespace Rlm.Tests.Configuration;

public sealed class ProviderReaderTests
{
    [Fact]
    public void Everything_that_can_be_set_is_read()
    {
        var settings = Read("""
            [[providers]]
            provider_type = "azure"
            model = "m"
            name = "ours"
            base_url = "https://x.openai.azure.com"
            role = "coder"
            weight = 3
            max_concurrency = 4
            requests_per_minute = 60
            tokens_per_minute = 90_000
            api_key_command = ["pass", "show", "azure key"]
            headers = { X-Org = "env:ORG", "X.Team" = "blue" }
            proxy = "http://proxy:3128"
            ca_file = "/etc/root.pem"
            silence_timeout_secs = 30
            price_prompt = 1
            price_completion = 2.5
            price_cached_prompt = 0.1
            context_window = 32768
            temperature = 0.5
            top_p = 0.75
            top_k = 40
            min_p = 0
            max_tokens = 2000
            thinking = false
            stop = ["a", "b"]
            protocol = "tools"
            size = "small"
            """);
        Assert.Empty(settings.Problems);
        var read = Assert.Single(settings.Providers);
        Assert.Equal(["pass", "show", "azure key"], read.ApiKeyCommand!);
        Assert.Equal([("X-Org", "env:ORG"), ("X.Team", "blue")], read.Headers!.Select(h => (h.Key, h.Value)));
        Assert.Equal(["a", "b"], read.Profile!.Stop!);
        Assert.Equal(
            new ModelProfile
            {
                Temperature = 0.5f,
                TopP = 0.75f,
                TopK = 40,
                MinP = 0,
                MaxTokens = 2000,
                Thinking = false,
                Protocol = Protocol.Tools,
                Size = Size.Small,
                ContextWindow = 32768,
            },
            read.Profile with { Stop = null });
        Assert.Equal(
            new ProviderOptions
            {
                ProviderType = ProviderType.Azure,
                Model = "m",
                Name = "ours",
                BaseUrl = "https://x.openai.azure.com",
                AllowWellKnownKey = true,
                Role = ModelRole.Coder,
                Weight = 3,
                MaxConcurrency = 4,
                RequestsPerMinute = 60,
                TokensPerMinute = 90_000,
                Proxy = "http://proxy:3128",
                CaFile = "/etc/root.pem",
                SilenceTimeout = TimeSpan.FromSeconds(30),
                PricePrompt = 1,
                PriceCompletion = 2.5,
                PriceCachedPrompt = 0.1,
            },
            read with { ApiKeyCommand = null, Headers = null, Profile = null });
    }

    [Fact]
    public void Headers_may_have_a_table_of_their_own()
    {
        var settings = Read("[[providers]]\nmodel = \"a\"\n[[providers]]\nmodel = \"b\"\n[providers.headers]\nX-Org = \"o\"\n");
        Assert.Empty(settings.Problems);
        Assert.Equal([null, "o"], settings.Providers.Select(p => p.Headers?["x-org"]));
        Assert.All(settings.Providers, p => Assert.Null(p.Profile));
    }

    [Theory]
    [InlineData("openai", ProviderType.OpenAI)]
    [InlineData("Ollama", ProviderType.Ollama)]
    [InlineData("anthropic", ProviderType.Anthropic)]
    [InlineData("deepseek", ProviderType.DeepSeek)]
    [InlineData("litellm", ProviderType.LiteLlm)]
    [InlineData("recorded", ProviderType.Recorded)]
    public void Every_type_has_a_name(string name, ProviderType expected) =>
        Assert.Equal(expected, Assert.Single(Read($"[[providers]]\nmodel = \"m\"\nprovider_type = \"{name}\"\n").Providers).ProviderType);

    [Theory]
    [InlineData("provider_type = \"gemini\"", "provider_type is openai, ollama, anthropic, azure, deepseek, litellm or recorded, not gemini")]
    [InlineData("role = \"king\"", "role is root, sub, coder, both or all, not king")]
    [InlineData("weight = 0", "weight lies between 1 and 1,000")]
    [InlineData("weight = -1", "weight is a whole number, not -1")]
    [InlineData("max_concurrency = 0", "max_concurrency lies between 1 and 10,000")]
    [InlineData("requests_per_minute = 1.5", "requests_per_minute is a whole number")]
    [InlineData("temperature = 2.5", "temperature lies between 0 and 2")]
    [InlineData("temperature = nan", "temperature")]
    [InlineData("top_p = 0", "top_p lies between 0.001 and 1")]
    [InlineData("thinking = \"perhaps\"", "thinking is true or false")]
    [InlineData("stop = [\"\"]", "stop is not to be empty")]
    [InlineData("protocol = \"xml\"", "protocol is auto, fenced or tools, not xml")]
    [InlineData("size = \"tiny\"", "size is full or small, not tiny")]
    [InlineData("context_window = 5", "context_window lies between 256")]
    [InlineData("price_prompt = -1", "price_prompt is a number of 0 or more, not -1")]
    [InlineData("api_key_command = \"pass show openai\"", "api_key_command is a list of texts")]
    [InlineData("api_key_command = []", "api_key_command is a list of texts")]
    [InlineData("api_key_command = [1]", "api_key_command is a list of texts")]
    [InlineData("headers = \"X: y\"", "headers is a table of texts")]
    [InlineData("headers = { X = 1 }", "headers is a table of texts")]
    [InlineData("headers = { X = \"1\", x = \"2\" }", "headers is a table of texts")]
    [InlineData("api_key_env = \"\"", "api_key_env is not to be empty")]
    [InlineData("api_key = \"sk\"", "providers has no key api_key; it has provider_type, model")]
    public void A_value_that_makes_no_sense_is_named_with_its_line(string line, string problem)
    {
        var settings = Read($"[[providers]]\nmodel = \"m\"\n{line}\n");
        Assert.Contains($"c.toml:3: {problem}", Assert.Single(settings.Problems));
    }

    [Fact]
    public void All_problems_are_named_at_once()
    {
        var problems = Read("[[providers]]\nweight = 0\nrole = \"x\"\n\n[[providers]]\nmodel = \"m\"\napi_key_env = \"A\"\napi_key_command = [\"b\"]\n").Problems;
        Assert.Equal(["2", "3", "1", "5"], problems.Select(p => p.Split("c.toml:")[1].Split(':')[0]));
        Assert.Contains("not both", problems[^1]);
    }

    [Theory]
    [InlineData("ollama:qwen3:4b", ProviderType.Ollama, "qwen3:4b")]
    [InlineData("qwen3:4b", ProviderType.OpenAI, "qwen3:4b")]
    [InlineData("anthropic:claude-sonnet-4-5", ProviderType.Anthropic, "claude-sonnet-4-5")]
    [InlineData("azure:mine", ProviderType.Azure, "mine")]
    [InlineData("openai:org/model", ProviderType.OpenAI, "org/model")]
    [InlineData("recorded:file.jsonl", ProviderType.Recorded, "recorded")]
    public void The_short_form_names_a_type_or_none(string text, ProviderType type, string model)
    {
        var read = ProviderReader.FromShortForm(new Settings { Model = text, BaseUrl = "http://127.0.0.1" });
        Assert.Equal((type, model, type == ProviderType.Recorded ? "file.jsonl" : "http://127.0.0.1"), (read.ProviderType, read.Model, read.BaseUrl));
    }

    private static Settings Read(string text)
    {
        using var folder = new TempFolder();
        var settings = new Settings();
        ConfigurationFile.Read(ConfigurationSource.Read(folder.Write("c.toml", text), named: true, settings.Problems)!, trusted: true, settings);
        return settings;
    }
}
