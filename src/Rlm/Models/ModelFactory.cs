using System.Net;

namespace Rlm.Models;

/// <summary>From provider options to models that can be asked.</summary>
public static class ModelFactory
{
    private static readonly Uri OpenAIAddress = new("https://api.openai.com/v1");

    /// <summary>Makes the models of the given providers.</summary>
    /// <param name="providers">At least one.</param>
    /// <param name="localOnly">Refuse every address that is not on this machine.</param>
    /// <param name="environment">Reads an environment variable; keys come from there only.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ModelException">A provider cannot be used; the message says why.</exception>
    public static ModelPool Create(
        IReadOnlyList<ProviderOptions> providers, bool localOnly, Func<string, string?> environment, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(environment);
        return new ModelPool([.. providers.Select(p => p.ProviderType switch
        {
            ProviderType.Recorded => Recorded(p),
            _ => OpenAI(p, localOnly, environment, time),
        })]);
    }

    private static ChatModel Recorded(ProviderOptions options)
    {
        var recording = Recording.Load(options.BaseUrl ?? options.Model);
        return new ChatModel("recorded completions", Path.GetFileName(recording.Path), new RecordedChatClient(recording), options);
    }

    private static ChatModel OpenAI(ProviderOptions options, bool localOnly, Func<string, string?> environment, TimeProvider time)
    {
        var address = options.BaseUrl is null ? OpenAIAddress : ParseAddress(options.BaseUrl);
        if (localOnly && !IsLoopback(address))
        {
            throw new ModelException(
                ModelErrorCode.NotLocal, $"{address.Host} is not this machine, and --local-only was given. Name a local server with --base-url.");
        }

        var key = ReadKey(options, address, environment);
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the question, and perhaps the key, to a host that nobody named.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new OpenAIChatClient(http, address, options.Model, key, options.SilenceTimeout, time);
        return new ChatModel(options.Model, address.GetLeftPart(UriPartial.Path), client, options);
    }

    private static Uri ParseAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new ModelException(
                ModelErrorCode.NotConfigured, $"\"{address}\" is not an address. It should look like http://127.0.0.1:8000/v1.");

    private static bool IsLoopback(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static string? ReadKey(ProviderOptions options, Uri address, Func<string, string?> environment)
    {
        if (options.ApiKeyEnv is { } named)
        {
            return environment(named) is { Length: > 0 } value
                ? value
                : throw new ModelException(ModelErrorCode.NotConfigured, $"The environment variable {named}, which should hold the key for {options.Model}, is not set.");
        }

        var isOpenAI = address.Host == OpenAIAddress.Host;
        var key = isOpenAI || options.AllowWellKnownKey ? environment("OPENAI_API_KEY") : null;
        return key is { Length: > 0 } || !isOpenAI
            ? key
            : throw new ModelException(
                ModelErrorCode.NotConfigured, "OpenAI needs a key: set OPENAI_API_KEY, or name another server with --base-url.");
    }
}
