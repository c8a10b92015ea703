using Rlm.Models.Http;

namespace Rlm.Models.Providers;

/// <summary>What is known of a kind of provider.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="DefaultAddress">Where it answers when nobody says otherwise, or null.</param>
/// <param name="AddressVariable">The environment variable of its address, or null.</param>
/// <param name="KeyVariable">The well-known environment variable of its key.</param>
/// <param name="IsOwn">Whether an address is the provider's own, to which its well-known key may always go.</param>
internal sealed record Provider(string Name, string? DefaultAddress, string? AddressVariable, string KeyVariable, Func<ModelAddress, bool> IsOwn)
{
    /// <summary>What Ollama listens at of itself.</summary>
    public const string OllamaAddress = "http://127.0.0.1:11434";

    private static readonly string[] AzureHosts = [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com"];

    private static readonly Provider OpenAI = new("OpenAI", "https://api.openai.com/v1", null, "OPENAI_API_KEY", a => a.Host == "api.openai.com") { NeedsKey = true };

    /// <summary>Whether its own address answers nobody without a key.</summary>
    public bool NeedsKey { get; init; }

    public static Provider Of(ProviderType type) => type switch
    {
        ProviderType.Ollama => new("Ollama", OllamaAddress, "OLLAMA_HOST", "OLLAMA_API_KEY", a => a.Host == "ollama.com") { NeedsKey = true },
        ProviderType.Anthropic => new("Anthropic", "https://api.anthropic.com", null, "ANTHROPIC_API_KEY", a => a.Host == "api.anthropic.com") { NeedsKey = true },
        ProviderType.DeepSeek => new("DeepSeek", "https://api.deepseek.com/v1", null, "DEEPSEEK_API_KEY", a => a.Host == "api.deepseek.com") { NeedsKey = true },
        ProviderType.LiteLlm => new("LiteLLM", "http://127.0.0.1:4000/v1", null, "LITELLM_API_KEY", a => a.ToString() == "http://127.0.0.1:4000/v1"),
        ProviderType.Azure => new(
            "Azure OpenAI", null, "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", a => Array.Exists(AzureHosts, h => a.Host.EndsWith(h, StringComparison.OrdinalIgnoreCase)))
        { NeedsKey = true },
        _ => OpenAI,
    };

    /// <summary>What is advised when it fails.</summary>
    public ProviderWords Words(ProviderType type, string model, ModelAddress address, Secrets secrets)
    {
        var words = new ProviderWords(model, address, secrets)
        {
            Key = $"Set the key in the environment variable that `api_key_env` names ({KeyVariable} for {Name}).",
        };
        return type switch
        {
            ProviderType.Ollama => words with
            {
                Interface = "Check that the address is that of an Ollama (it usually ends in :11434) and that the model is pulled.",
                NotFound = $"Pull the model with `ollama pull {model}`, or name one that `ollama list` shows.",
                Absent = "Start it with `ollama serve`, or set its address with --base-url or OLLAMA_HOST.",
            },
            ProviderType.Anthropic => words with
            {
                Interface = "Check that the address is that of Anthropic's interface, such as https://api.anthropic.com.",
                NotFound = "Check the model's name.",
            },
            ProviderType.Azure => words with
            {
                Interface = "Check that the address is that of the resource, such as https://NAME.openai.azure.com.",
                NotFound = "Check that the model is the name of a deployment, and the address that of its resource.",
            },
            _ => words,
        };
    }
}
