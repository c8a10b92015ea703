namespace Rlm.Models;

/// <summary>A model and where it answers.</summary>
public sealed record ProviderOptions
{
    /// <summary>How it is spoken to. Default: OpenAI's interface.</summary>
    public ProviderType ProviderType { get; init; } = ProviderType.OpenAI;

    /// <summary>
    /// Root of the interface, such as <c>http://127.0.0.1:8000/v1</c>; for <see cref="ProviderType.Recorded"/> the path of
    /// the file. Null: OpenAI's own address.
    /// </summary>
    public string? BaseUrl { get; init; }

    /// <summary>The model's name, as the provider knows it.</summary>
    public required string Model { get; init; }

    /// <summary>What it is asked for. Default: everything.</summary>
    public ModelRole Role { get; init; } = ModelRole.Both;

    /// <summary>Environment variable that holds the key. Null: <c>OPENAI_API_KEY</c> where it may be used, else none.</summary>
    public string? ApiKeyEnv { get; init; }

    /// <summary>
    /// Whether <c>OPENAI_API_KEY</c> may go to <see cref="BaseUrl"/>. Set only where the user's configuration or command
    /// line named that address; an address out of the environment is not enough. Default: false.
    /// </summary>
    public bool AllowWellKnownKey { get; init; }

    /// <summary>US dollars for a million tokens sent. Null: not known.</summary>
    public double? PricePrompt { get; init; }

    /// <summary>US dollars for a million tokens written. Null: not known.</summary>
    public double? PriceCompletion { get; init; }

    /// <summary>Silence after which a request is given up: no byte for so long. Default: 120 seconds.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(120);
}
