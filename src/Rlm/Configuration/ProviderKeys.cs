using Rlm.Models;
using Rlm.Models.Profiles;
using static Rlm.Configuration.ProviderValues;

namespace Rlm.Configuration;

/// <summary>All keys of a <c>[[providers]]</c> table. The reference page is generated from this list.</summary>
internal static class ProviderKeys
{
    private const string ByName = "by the model's name";

    /// <summary>The types by their names in a file and in the short form.</summary>
    public static IReadOnlyDictionary<string, ProviderType> Types { get; } = new Dictionary<string, ProviderType>
    {
        ["openai"] = ProviderType.OpenAI,
        ["ollama"] = ProviderType.Ollama,
        ["anthropic"] = ProviderType.Anthropic,
        ["azure"] = ProviderType.Azure,
        ["deepseek"] = ProviderType.DeepSeek,
        ["litellm"] = ProviderType.LiteLlm,
        ["recorded"] = ProviderType.Recorded,
    };

    private static IReadOnlyDictionary<string, ModelRole> Roles { get; } = new Dictionary<string, ModelRole>
    {
        ["root"] = ModelRole.Root,
        ["sub"] = ModelRole.Sub,
        ["coder"] = ModelRole.Coder,
        ["both"] = ModelRole.Both,
        ["all"] = ModelRole.Both,
    };

    private static IReadOnlyDictionary<string, Protocol> Protocols { get; } = new Dictionary<string, Protocol>
    {
        ["auto"] = Protocol.Auto,
        ["fenced"] = Protocol.Fenced,
        ["tools"] = Protocol.Tools,
    };

    private static IReadOnlyDictionary<string, Size> Sizes { get; } = new Dictionary<string, Size> { ["full"] = Size.Full, ["small"] = Size.Small };

    public static IReadOnlyList<ProviderKey> All { get; } =
    [
        new("provider_type", "openai, ollama, anthropic, azure, deepseek, litellm or recorded", "openai", "How it is spoken to. `openai` is any OpenAI-compatible server; `recorded` plays a file.",
            (d, v) => Choice(v, Types, x => d.Options = d.Options with { ProviderType = x })),
        new("model", "name", "needed", "The model, as the provider knows it; of Azure the deployment.",
            (d, v) => Text(v, x => d.Options = d.Options with { Model = x })),
        new("name", "text", "the model's name", "What it is called in messages.",
            (d, v) => Text(v, x => d.Options = d.Options with { Name = x })),
        new("base_url", "address", "the provider's own; of Ollama `OLLAMA_HOST`, of Azure `AZURE_OPENAI_ENDPOINT`", "Where it answers; of Azure the resource, of `recorded` the file.",
            (d, v) => Text(v, x => d.Options = d.Options with { BaseUrl = x, AllowWellKnownKey = true })),
        new("role", "root, sub, coder, both (or all)", "both", "What it is asked for: to drive the run, to answer `llm_query`, to write code, or all of that.",
            (d, v) => Choice(v, Roles, x => d.Options = d.Options with { Role = x })),
        new("weight", "1 to 1,000", "1", "Its share of the requests among the models of one role.",
            (d, v) => Whole(v, 1, 1_000, x => d.Options = d.Options with { Weight = x })),
        new("max_concurrency", "1 to 10,000", "any number", "Requests at a time; others wait their turn.",
            (d, v) => Whole(v, 1, 10_000, x => d.Options = d.Options with { MaxConcurrency = x })),
        new("requests_per_minute", "1 to 1,000,000", "any number", "Requests in a minute; others wait.",
            (d, v) => Whole(v, 1, 1_000_000, x => d.Options = d.Options with { RequestsPerMinute = x })),
        new("tokens_per_minute", "1 to 1,000,000,000", "any number", "Tokens in a minute, sent and written; others wait.",
            (d, v) => Whole(v, 1, 1_000_000_000, x => d.Options = d.Options with { TokensPerMinute = x })),
        new("api_key_env", "name of a variable", "the well-known one", "The environment variable that holds the key; keys never stand in a file.",
            (d, v) => Text(v, x => d.Options = d.Options with { ApiKeyEnv = x })),
        new("api_key_command", "list of texts", "none", "A program and its arguments that prints the key, such as `[\"pass\", \"show\", \"openai\"]`: run without a shell, once, at the first request, for at most 10 seconds.",
            (d, v) => v.Items is { Count: > 0 } items && items[0].Length > 0
                ? Set(() => d.Options = d.Options with { ApiKeyCommand = items })
                : "is a list of texts, such as [\"pass\", \"show\", \"openai\"]; no shell reads it"),
        new("headers", "table of texts", "none", "Further headers of every request; `env:NAME` stands for the value of a variable.",
            (d, v) => v.Fields is { } fields ? Set(() => d.Options = d.Options with { Headers = fields }) : "is a table of texts, such as { X-Org = \"env:ORG\" }, each name once"),
        new("proxy", "address", "what the environment says", "A proxy, such as `http://proxy:3128`.",
            (d, v) => Text(v, x => d.Options = d.Options with { Proxy = x })),
        new("ca_file", "file", "none", "Certificates (PEM) that are trusted beside the system's.",
            (d, v) => Text(v, x => d.Options = d.Options with { CaFile = x })),
        new("silence_timeout_secs", "seconds, 1 to 86,400", "120", "A request is given up when nothing came for so long.",
            (d, v) => Number(v, 1, 86_400, x => d.Options = d.Options with { SilenceTimeout = TimeSpan.FromSeconds(x) })),
        new("price_prompt", "US dollars, at least 0", "not known", "For a million tokens sent.",
            (d, v) => Price(v, x => d.Options = d.Options with { PricePrompt = x })),
        new("price_completion", "US dollars, at least 0", "not known", "For a million tokens written.",
            (d, v) => Price(v, x => d.Options = d.Options with { PriceCompletion = x })),
        new("price_cached_prompt", "US dollars, at least 0", "`price_prompt`", "For a million tokens that the provider took from its cache.",
            (d, v) => Price(v, x => d.Options = d.Options with { PriceCachedPrompt = x })),
        new("context_window", "tokens, at least 256", "what the server says, else " + ByName, "What prompt and answer may have together.",
            (d, v) => Whole(v, 256, int.MaxValue, x => d.Ask(p => p with { ContextWindow = x }))),
        new("temperature", "0 to 2", ByName, "Sampling temperature.",
            (d, v) => Number(v, 0, 2, x => d.Ask(p => p with { Temperature = (float)x }))),
        new("top_p", "0.001 to 1", ByName, "Share of probability that is sampled from.",
            (d, v) => Number(v, 0.001, 1, x => d.Ask(p => p with { TopP = (float)x }))),
        new("top_k", "1 to 1,000,000", ByName, "How many of the likeliest tokens are sampled from.",
            (d, v) => Whole(v, 1, 1_000_000, x => d.Ask(p => p with { TopK = x }))),
        new("min_p", "0 to 1", ByName, "Least probability relative to the likeliest token.",
            (d, v) => Number(v, 0, 1, x => d.Ask(p => p with { MinP = (float)x }))),
        new("max_tokens", "1 to 10,000,000", ByName, "Most tokens of one answer.",
            (d, v) => Whole(v, 1, 10_000_000, x => d.Ask(p => p with { MaxTokens = x }))),
        new("thinking", SettingList.TrueOrFalse, "as the model does of itself", "Whether it thinks before it answers.",
            (d, v) => SettingValues.Switch(v.Text, x => d.Ask(p => p with { Thinking = x }))),
        new("stop", "text or list of texts", "none", "Texts at which an answer ends.",
            (d, v) => Texts(v, x => d.Ask(p => p with { Stop = x }))),
        new("protocol", "auto, fenced or tools", ByName, "Whether it writes commands as text or as native tool calls.",
            (d, v) => Choice(v, Protocols, x => d.Ask(p => p with { Protocol = x }))),
        new("size", "full or small", ByName, "Whether it gets the short prompt of models up to about 8 billion parameters.",
            (d, v) => Choice(v, Sizes, x => d.Ask(p => p with { Size = x }))),
    ];

    private static string? Set(Action set)
    {
        set();
        return null;
    }
}
