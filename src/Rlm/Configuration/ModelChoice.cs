using Rlm.Models;

namespace Rlm.Configuration;

/// <summary>Which models a run talks to: the short form when it is given, else the configured providers.</summary>
internal static class ModelChoice
{
    /// <summary>As <see cref="Open"/>; where nothing is configured, what is found on this machine, and says so.</summary>
    /// <param name="settings">What is configured.</param>
    /// <param name="localOnly">Whether only this machine may be asked.</param>
    /// <param name="found">Hears what was found, or null.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ModelException">There is none, or one cannot be used.</exception>
    public static async Task<ModelPool> OpenAsync(Settings settings, bool localOnly, TextWriter? found, CancellationToken cancellationToken)
    {
        if (settings.Model is null && settings.BaseUrl is null && settings.Providers.Count == 0
            && await ModelFinder.FindAsync(localOnly, Environment.GetEnvironmentVariable, TimeProvider.System, cancellationToken).ConfigureAwait(false) is { } provider)
        {
            var pool = ModelFactory.Create([provider], localOnly, Environment.GetEnvironmentVariable, TimeProvider.System);
            found?.WriteLine(TerminalText.Clean(
                $"rlm: no model is configured; {pool.Root!.Name} at {pool.Root.Endpoint} was found. Name another with --model, such as --model ollama:NAME."));
            return pool;
        }

        return Open(settings, localOnly);
    }

    /// <exception cref="ModelException">There is none, or one cannot be used.</exception>
    public static ModelPool Open(Settings settings, bool localOnly)
    {
        var providers = settings.Model is not null ? [ProviderReader.FromShortForm(settings)]
            : settings.BaseUrl is not null && settings.Providers.Count > 0 ? [WithAddress(settings)]
            : settings.Providers;
        if (providers.Count == 0)
        {
            throw new ModelException(
                ModelErrorCode.NotConfigured,
                "no model is configured, and neither an Ollama on this machine nor a well-known key was found. Name one: --model ollama:NAME, " +
                "--model openai:NAME --base-url http://127.0.0.1:8000/v1, or RLM_MODEL and RLM_BASE_URL, " +
                $"or [[providers]] in {Hosting.RlmPaths.ConfigurationFile}. `rlm demo` and `rlm run` need none.");
        }

        var pool = ModelFactory.Create(providers, localOnly, Environment.GetEnvironmentVariable, TimeProvider.System);
        if (pool.Root is null)
        {
            pool.Dispose();
            throw new ModelException(ModelErrorCode.NotConfigured, "no provider has the role root or both, so nobody drives the run.");
        }

        return pool;
    }

    /// <summary>An address by flag or environment takes the place of the configured one; of several it is not known which.</summary>
    private static ProviderOptions WithAddress(Settings settings) => settings.Providers is [var only]
        ? only with
        {
            BaseUrl = settings.BaseUrl,
            AllowWellKnownKey = settings.BaseUrlIsNamed,

            // The configured key is for the configured address; only who names another one may send it there.
            ApiKeyEnv = settings.BaseUrlIsNamed ? only.ApiKeyEnv : null,
            ApiKeyCommand = settings.BaseUrlIsNamed ? only.ApiKeyCommand : null,
            Headers = settings.BaseUrlIsNamed ? only.Headers : null,
        }
        : throw new ModelException(
            ModelErrorCode.NotConfigured,
            "several providers are configured, and --base-url or RLM_BASE_URL does not say for which it is meant. Name the model too, with --model.");
}
