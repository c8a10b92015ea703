using Rlm.Models.Anthropic;
using Rlm.Models.Http;
using Rlm.Models.Keys;
using Rlm.Models.Profiles;
using Rlm.Models.Providers;

namespace Rlm.Models;

/// <summary>From provider options to models that can be asked.</summary>
public static class ModelFactory
{
    /// <summary>Makes the models of the given providers.</summary>
    /// <param name="providers">At least one.</param>
    /// <param name="localOnly">Refuse every address that is not on this machine.</param>
    /// <param name="environment">Reads an environment variable; keys come from there, or from a provider's command.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ModelException">A provider cannot be used; the message says why.</exception>
    public static ModelPool Create(
        IReadOnlyList<ProviderOptions> providers, bool localOnly, Func<string, string?> environment, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(environment);
        return new ModelPool([.. providers.Select(p => p.ProviderType == ProviderType.Recorded ? Recorded(p) : Served(p, localOnly, environment, time))], time);
    }

    /// <summary>The way to a provider's server, its limits on where questions may go kept.</summary>
    internal static (ModelTransport Transport, ModelAddress Address) Open(
        ProviderOptions options, bool localOnly, Func<string, string?> environment, TimeProvider time)
    {
        var provider = Provider.Of(options.ProviderType);
        var address = ProviderAddress.Find(options, provider, environment);
        var proxy = options.Proxy is { } text ? ParseProxy(text) : null;
        if (localOnly && (!address.IsLoopback || proxy is { IsLoopback: false }))
        {
            throw new ModelException(
                ModelErrorCode.NotLocal,
                $"{(address.IsLoopback ? proxy!.Host : address.Host)} is not this machine, and --local-only was given. Name a local server with --base-url.");
        }

        var secrets = new Secrets();
        var key = KeyFinder.Find(options, provider, address, environment, time);
        var headers = (options.Headers ?? new Dictionary<string, string>())
            .Select(h => KeyValuePair.Create(h.Key, KeyFinder.Header(h.Key, h.Value, environment)))
            .ToList();
        headers.ForEach(h => secrets.AddAll([h.Value, .. h.Value.Split(' ')]));
        secrets.AddAll(address.QueryValues);
        secrets.AddAll([proxy?.UserInfo ?? string.Empty, .. Uri.UnescapeDataString(proxy?.UserInfo ?? string.Empty).Split(':', 2)]);
        if (options.ProviderType == ProviderType.Anthropic)
        {
            headers.Add(KeyValuePair.Create("anthropic-version", AnthropicInterface.Version));
        }

        var words = provider.Words(options.ProviderType, options.Name ?? options.Model, address, secrets);
        var http = HttpClients.Create(address, proxy, options.CaFile);
        return (new ModelTransport(http, words, key, headers, options.SilenceTimeout, time), address);
    }

    private static ChatModel Recorded(ProviderOptions options)
    {
        var recording = Recording.Load(options.BaseUrl ?? options.Model);
        return new ChatModel("recorded completions", Path.GetFileName(recording.Path), new RecordedChatClient(recording), options);
    }

    private static ChatModel Served(ProviderOptions options, bool localOnly, Func<string, string?> environment, TimeProvider time)
    {
        var (transport, address) = Open(options, localOnly, environment, time);
        var chat = ProviderInterfaces.Of(options.ProviderType, options.Model, address);
        var client = new HttpChatClient(chat, transport, ModelProfiles.For(options.Model, options.Profile));
        return new ChatModel(options.Model, address.ToString(), client, options);
    }

    private static Uri ParseProxy(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5" or "socks4"
            ? proxy
            : throw new ModelException(ModelErrorCode.NotConfigured, "The `proxy` is not an address. It should look like http://proxy:3128.");
}
