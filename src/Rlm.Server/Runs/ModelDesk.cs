using Rlm.Configuration;
using Rlm.Models;

namespace Rlm.Server.Runs;

/// <summary>The models of the service: one pool for all runs, so that its limits hold for all of them together.</summary>
internal sealed class ModelDesk : IDisposable
{
    /// <summary>What is said to those who ask; where its configuration lies is not their business.</summary>
    public const string NoModel = "The service has no model that it could ask. Whoever runs it finds the reason in its output; `rlm doctor` says what is missing.";

    private ModelDesk(ModelPool? pool, string? problem) => (Pool, Problem) = (pool, problem);

    /// <summary>A service without a model.</summary>
    public static ModelDesk None { get; } = new(null, NoModel);

    /// <summary>Null when none can be used; the service does everything else all the same.</summary>
    public ModelPool? Pool { get; }

    /// <summary>Why there is none, and what to do; null when there is one.</summary>
    public string? Problem { get; }

    public static async Task<ModelDesk> OpenAsync(Settings settings, TextWriter told, CancellationToken cancellationToken)
    {
        try
        {
            return new ModelDesk(await ModelChoice.OpenAsync(settings, localOnly: false, told, cancellationToken), null);
        }
        catch (ModelException exception)
        {
            return new ModelDesk(null, exception.Message);
        }
    }

    public void Dispose() => Pool?.Dispose();
}
