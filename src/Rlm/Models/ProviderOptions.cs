using Rlm.Models.Profiles;

namespace Rlm.Models;

/// <summary>A model and where it answers.</summary>
public sealed record ProviderOptions
{
    /// <summary>How it is spoken to. Default: OpenAI's interface.</summary>
    public ProviderType ProviderType { get; init; } = ProviderType.OpenAI;

    /// <summary>What it is called in messages. Null: the model's name.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Root of the interface, such as <c>http://127.0.0.1:8000/v1</c>; of Azure the resource, such as
    /// <c>https://NAME.openai.azure.com</c>; for <see cref="ProviderType.Recorded"/> the path of the file. Null: the
    /// provider's own address; for Ollama <c>OLLAMA_HOST</c> or its usual port, for Azure <c>AZURE_OPENAI_ENDPOINT</c>.
    /// </summary>
    public string? BaseUrl { get; init; }

    /// <summary>The model's name, as the provider knows it; of Azure the deployment.</summary>
    public required string Model { get; init; }

    /// <summary>What it is asked for. Default: everything.</summary>
    public ModelRole Role { get; init; } = ModelRole.Both;

    /// <summary>Share of the requests among models of one role, 1 to 1,000. Default: 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Requests at a time, at least 1. Null: any number.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Requests in a minute, at least 1; more wait. Null: any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens in a minute, sent and written, at least 1; more wait. Null: any number.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>
    /// Environment variable that holds the key. Null: <see cref="ApiKeyCommand"/>, else the provider's well-known variable
    /// where it may be used, else none.
    /// </summary>
    public string? ApiKeyEnv { get; init; }

    /// <summary>
    /// Program, and its arguments, that prints the key; run without a shell, once, at the first request, for at most 10
    /// seconds. Null: none. Whoever sets this runs programs: take it from the user's own configuration only.
    /// </summary>
    public IReadOnlyList<string>? ApiKeyCommand { get; init; }

    /// <summary>
    /// Whether the provider's well-known key (<c>OPENAI_API_KEY</c> and the like) may go to <see cref="BaseUrl"/>. Set only
    /// where the user's configuration or command line named that address; an address out of the environment is not enough.
    /// Default: false.
    /// </summary>
    public bool AllowWellKnownKey { get; init; }

    /// <summary>Further headers of every request; a value <c>env:NAME</c> is that of a variable. Null: none.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Address of a proxy, such as <c>http://proxy:3128</c>. Null: what the environment says; never for this machine.</summary>
    public string? Proxy { get; init; }

    /// <summary>File of certificates (PEM) that are trusted beside the system's. Null: none.</summary>
    public string? CaFile { get; init; }

    /// <summary>US dollars for a million tokens sent. Null: not known.</summary>
    public double? PricePrompt { get; init; }

    /// <summary>US dollars for a million tokens written. Null: not known.</summary>
    public double? PriceCompletion { get; init; }

    /// <summary>US dollars for a million tokens that the provider took from its cache. Null: as <see cref="PricePrompt"/>.</summary>
    public double? PriceCachedPrompt { get; init; }

    /// <summary>How the model is asked, where it differs from what is known of its name. Null: nowhere.</summary>
    public ModelProfile? Profile { get; init; }

    /// <summary>
    /// These options as they may be written down: without the command of the key, headers that hold their value, and user
    /// and query of the address.
    /// </summary>
    public ProviderOptions WithoutSecrets() => this with
    {
        ApiKeyCommand = null,
        Headers = Headers?.Where(h => h.Value.StartsWith("env:", StringComparison.Ordinal)).ToDictionary(h => h.Key, h => h.Value),
        BaseUrl = BaseUrl is null || ProviderType == ProviderType.Recorded ? BaseUrl : Http.ModelAddress.Parse(BaseUrl)?.ToString() ?? BaseUrl,
        Proxy = null,
    };

    /// <summary>These options out of a trace, with what a trace does not hold taken from the configuration of the same model.</summary>
    /// <param name="configured">The configuration in force.</param>
    public ProviderOptions WithSecretsOf(IReadOnlyList<ProviderOptions> configured)
    {
        ArgumentNullException.ThrowIfNull(configured);
        var same = configured.FirstOrDefault(c => c.WithoutSecrets() is var open
            && (open.ProviderType, open.Model, open.BaseUrl) == (ProviderType, Model, BaseUrl));
        return same is null ? this : this with
        {
            ApiKeyCommand = same.ApiKeyCommand,
            Headers = same.Headers,
            BaseUrl = same.BaseUrl,
            Proxy = same.Proxy,
        };
    }

    /// <summary>Silence after which a request is given up: no byte for so long. Default: 120 seconds.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Type and model alone: addresses, headers, proxies and commands may hold secrets.</summary>
    public override string ToString() => $"{ProviderType}: {Model}";
}
