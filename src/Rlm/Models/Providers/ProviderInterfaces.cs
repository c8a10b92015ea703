using Rlm.Models.Anthropic;
using Rlm.Models.Http;
using Rlm.Models.Ollama;
using Rlm.Models.OpenAI;

namespace Rlm.Models.Providers;

/// <summary>From a kind of provider to what words its questions.</summary>
internal static class ProviderInterfaces
{
    /// <summary>The version of Azure's interface for an address that names none.</summary>
    private const string AzureVersion = "?api-version=2024-10-21";

    public static IChatInterface Of(ProviderType type, string model, ModelAddress address) => type switch
    {
        ProviderType.Ollama => new OllamaInterface(model, address),
        ProviderType.Anthropic => new AnthropicInterface(model, address),
        ProviderType.Azure => Azure(model, address),
        _ => new OpenAIInterface(model, address.Below("/chat/completions"), address.Below("/models")),
    };

    /// <summary>Azure has an old interface, with the deployment in the path and a version, and a new one like OpenAI's.</summary>
    private static OpenAIInterface Azure(string model, ModelAddress address)
    {
        var query = address.Query.Contains("api-version", StringComparison.OrdinalIgnoreCase) ? address.Query : AzureVersion;
        var chat = address.Path.EndsWith("/openai/v1", StringComparison.OrdinalIgnoreCase) ? address.Below("/chat/completions")
            : address.Path.Contains("/deployments/", StringComparison.OrdinalIgnoreCase) ? address.At($"{address.Path}/chat/completions", query)
            : address.At($"{address.Path}/openai/deployments/{Uri.EscapeDataString(model)}/chat/completions", query);
        return new OpenAIInterface(model, chat, models: null, keyHeader: "api-key");
    }
}
