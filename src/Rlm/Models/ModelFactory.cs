namespace Rlm.Models;

/// <summary>From provider options to models that can be asked.</summary>
public static class ModelFactory
{
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
        var address = options.BaseUrl is null ? ModelAddress.OpenAI : ParseAddress(options.BaseUrl);
        if (localOnly && !address.IsLoopback)
        {
            throw new ModelException(
                ModelErrorCode.NotLocal, $"{address.Host} is not this machine, and --local-only was given. Name a local server with --base-url.");
        }

        var key = ReadKey(options, address, environment);
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the question, and perhaps the key, to a host that nobody named.
            AllowAutoRedirect = false,

            // So would a proxy for a server on this machine, which needs none.
            UseProxy = !address.IsLoopback,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new OpenAIChatClient(http, address, options.Model, key, options.SilenceTimeout, time);
        return new ChatModel(options.Model, address.ToString(), client, options);
    }

    private static ModelAddress ParseAddress(string address) =>
        ModelAddress.Parse(address)
            ?? throw new ModelException(
                ModelErrorCode.NotConfigured, $"\"{address}\" is not an address. It should look like http://127.0.0.1:8000/v1.");

    private static string? ReadKey(ProviderOptions options, ModelAddress address, Func<string, string?> environment)
    {
        const string wellKnown = "OPENAI_API_KEY";
        if (options.ApiKeyEnv is { } named)
        {
            return ReadKey(named, environment)
                ?? throw new ModelException(ModelErrorCode.NotConfigured, $"The environment variable {named}, which should hold the key for {options.Model}, is not set.");
        }

        var isOpenAI = address.Host == ModelAddress.OpenAI.Host;
        var key = isOpenAI || options.AllowWellKnownKey ? ReadKey(wellKnown, environment) : null;
        return key is not null || !isOpenAI
            ? key
            : throw new ModelException(
                ModelErrorCode.NotConfigured, $"OpenAI needs a key: set {wellKnown}, or name another server with --base-url.");
    }

    /// <summary>The key in a variable, or null when it is not set. A line break at its end, as files have it, is cut.</summary>
    private static string? ReadKey(string variable, Func<string, string?> environment)
    {
        var key = environment(variable)?.Trim();
        return string.IsNullOrEmpty(key) ? null
            : key.All(c => c is > ' ' and <= '~') ? key
            : throw new ModelException(
                ModelErrorCode.NotConfigured, $"The environment variable {variable} holds blanks or characters that no key has. Set it to the key alone.");
    }
}
