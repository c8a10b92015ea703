using Rlm.Models.Http;
using Rlm.Models.Providers;

namespace Rlm.Models.Keys;

/// <summary>Which key a provider gets: the configured one, else the well-known one where it may go.</summary>
internal static class KeyFinder
{
    /// <exception cref="ModelException">A key that has to be there is not, or is none.</exception>
    public static ApiKey Find(
        ProviderOptions options, Provider provider, ModelAddress address, Func<string, string?> environment, TimeProvider time)
    {
        if (options.ApiKeyEnv is { } named)
        {
            return ApiKey.Of(Read(named, environment)
                ?? throw new ModelException(ModelErrorCode.NotConfigured, $"The environment variable {named}, which should hold the key for {options.Model}, is not set."));
        }

        if (options.ApiKeyCommand is { Count: > 0 } command)
        {
            return ApiKey.From(new KeyCommand(command, time));
        }

        var isOwn = provider.IsOwn(address);
        var key = isOwn || options.AllowWellKnownKey ? Read(provider.KeyVariable, environment) : null;
        return key is not null || !isOwn || !provider.NeedsKey || HasKeyHeader(options)
            ? ApiKey.Of(key)
            : throw new ModelException(
                ModelErrorCode.NotConfigured, $"{provider.Name} needs a key: set {provider.KeyVariable}, or name another server with --base-url.");
    }

    /// <summary>The value of a header: itself, or that of the variable that it names.</summary>
    public static string Header(string name, string value, Func<string, string?> environment)
    {
        const string variable = "env:";
        var text = value.StartsWith(variable, StringComparison.Ordinal)
            ? environment(value[variable.Length..])?.Trim() is { Length: > 0 } set
                ? set
                : throw new ModelException(ModelErrorCode.NotConfigured, $"The environment variable {value[variable.Length..]}, which should hold the header {name}, is not set.")
            : value;
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && text.All(c => c is >= ' ' and <= '~')
            ? text
            : throw new ModelException(ModelErrorCode.NotConfigured, $"\"{name}\" is no header, or its value has characters that no header can carry.");
    }

    private static bool HasKeyHeader(ProviderOptions options) =>
        options.Headers?.Keys.Any(h => h.ToLowerInvariant() is "authorization" or "api-key" or "x-api-key") == true;

    /// <summary>The key in a variable, or null when it is not set. A line break at its end, as files have it, is cut.</summary>
    private static string? Read(string variable, Func<string, string?> environment)
    {
        var key = environment(variable)?.Trim();
        return string.IsNullOrEmpty(key) ? null
            : ApiKey.IsPossible(key) ? key
            : throw new ModelException(
                ModelErrorCode.NotConfigured, $"The environment variable {variable} holds blanks or characters that no key has. Set it to the key alone.");
    }
}
