using Rlm.Cli.Configuration;
using Rlm.Models;

namespace Rlm.Cli.Ask;

/// <summary>Which models a run talks to: the short form when it is given, else the configured providers.</summary>
internal static class ModelChoice
{
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
                "no model is configured. Name one: --model openai:NAME --base-url http://127.0.0.1:8000/v1, or RLM_MODEL and RLM_BASE_URL, " +
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
        }
        : throw new ModelException(
            ModelErrorCode.NotConfigured,
            "several providers are configured, and --base-url or RLM_BASE_URL does not say for which it is meant. Name the model too, with --model.");
}
