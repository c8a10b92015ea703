using System.Text.Json.Nodes;
using Rlm.Models.Http;
using Rlm.Models.Providers;

namespace Rlm.Models;

/// <summary>Finds a model where none is configured: an Ollama that runs, else a provider whose key is set.</summary>
public static class ModelFinder
{
    /// <summary>An Ollama on this machine answers at once; one elsewhere gets this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Which model of a provider is meant when only its key is there.</summary>
    private static readonly (ProviderType Type, string Model)[] WithKey =
    [
        (ProviderType.Anthropic, "claude-sonnet-4-5"),
        (ProviderType.OpenAI, "gpt-4.1"),
        (ProviderType.DeepSeek, "deepseek-chat"),
    ];

    /// <summary>
    /// The first model that an Ollama lists at <c>OLLAMA_HOST</c> or its usual port; else one of Anthropic, OpenAI or
    /// DeepSeek, in this order, whose well-known key is set. Null when there is none.
    /// </summary>
    /// <param name="localOnly">Whether only this machine may be asked.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ProviderOptions?> FindAsync(
        bool localOnly, Func<string, string?> environment, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (await OllamaModelAsync(localOnly, environment, time, cancellationToken).ConfigureAwait(false) is { } model)
        {
            return new ProviderOptions { ProviderType = ProviderType.Ollama, Model = model };
        }

        var found = localOnly ? default : Array.Find(WithKey, p => !string.IsNullOrWhiteSpace(environment(Provider.Of(p.Type).KeyVariable)));
        return found.Model is null ? null : new ProviderOptions { ProviderType = found.Type, Model = found.Model };
    }

    private static async Task<string?> OllamaModelAsync(
        bool localOnly, Func<string, string?> environment, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var options = new ProviderOptions { ProviderType = ProviderType.Ollama, Model = "any model", SilenceTimeout = Patience };
            var (transport, address) = ModelFactory.Open(options, localOnly, environment, time);
            using (transport)
            {
                var chat = ProviderInterfaces.Of(options.ProviderType, options.Model, address);
                var listed = await transport.FetchAsync(address.Below("/api/tags"), null, chat.Authorize, cancellationToken).ConfigureAwait(false);
                return (listed?["models"] as JsonArray)?.OfType<JsonObject>().Where(IsForChat).Select(m => JsonAnswer.Text(m["name"])).FirstOrDefault(n => n is not null);
            }
        }
        catch (ModelException)
        {
            // No Ollama, none that may be asked, or one that is not well: then there is none.
            return null;
        }
    }

    /// <summary>Models that only turn texts into numbers are listed among the others.</summary>
    private static bool IsForChat(JsonObject model) =>
        JsonAnswer.Text(model["name"])?.Contains("embed", StringComparison.OrdinalIgnoreCase) != true
        && JsonAnswer.Text((model["details"] as JsonObject)?["family"])?.Contains("bert", StringComparison.OrdinalIgnoreCase) != true;
}
