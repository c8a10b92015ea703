using System.Globalization;
using Rlm.Models.Http;

namespace Rlm.Models.Providers;

/// <summary>Where a provider answers: as configured, else as its variable says, else where it usually does.</summary>
internal static class ProviderAddress
{
    /// <exception cref="ModelException">There is none, or it is no address.</exception>
    public static ModelAddress Find(ProviderOptions options, Provider provider, Func<string, string?> environment)
    {
        var variable = provider.AddressVariable is { } name && environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
        var text = options.BaseUrl
            ?? (options.ProviderType == ProviderType.Ollama && variable is not null ? FromHost(variable) : variable)
            ?? provider.DefaultAddress
            ?? throw new ModelException(
                ModelErrorCode.NotConfigured,
                $"{provider.Name} needs the address of your resource: `base_url = \"https://NAME.openai.azure.com\"`, --base-url or {provider.AddressVariable}.");
        var address = ModelAddress.Parse(text) ?? throw new ModelException(
            ModelErrorCode.NotConfigured, $"\"{text}\" is not an address. It should look like http://127.0.0.1:8000/v1.");
        return options.ProviderType == ProviderType.Ollama ? WithoutInterface(address) : address;
    }

    /// <summary>What Ollama takes in OLLAMA_HOST: a host, a port, both, or an address. Nobody can be reached at "every address".</summary>
    public static string FromHost(string host)
    {
        if (host.Contains("://", StringComparison.Ordinal))
        {
            return host.Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal);
        }

        var colon = host.LastIndexOf(':');
        var hasPort = colon >= 0 && !host.EndsWith(']') && int.TryParse(host[(colon + 1)..], CultureInfo.InvariantCulture, out _);
        var (name, port) = hasPort ? (host[..colon], host[(colon + 1)..]) : (host.TrimEnd(':'), "11434");
        return $"http://{(name is "" or "0.0.0.0" or "[::]" ? "127.0.0.1" : name)}:{port}";
    }

    /// <summary>People know Ollama's address with the path of either interface.</summary>
    private static ModelAddress WithoutInterface(ModelAddress address) =>
        address.Path.EndsWith("/v1", StringComparison.Ordinal) ? address.WithPath(address.Path[..^3])
        : address.Path.EndsWith("/api", StringComparison.Ordinal) ? address.WithPath(address.Path[..^4])
        : address;
}
