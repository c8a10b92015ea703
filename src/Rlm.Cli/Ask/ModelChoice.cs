using Rlm.Cli.Configuration;
using Rlm.Models;

namespace Rlm.Cli.Ask;

/// <summary>Which models a run talks to: the short form when it is given, else the configured providers.</summary>
internal static class ModelChoice
{
    /// <exception cref="ModelException">There is none, or one cannot be used.</exception>
    public static ModelPool Open(Settings settings, bool localOnly)
    {
        var providers = settings.Model is null ? settings.Providers : [ProviderReader.FromShortForm(settings)];
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
}
