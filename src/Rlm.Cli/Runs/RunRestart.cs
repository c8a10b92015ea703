using Rlm.Configuration;
using Rlm.Documents;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Cli.Runs;

/// <summary>Begins a run again from its trace: the same question, limits and documents, which must be as they were.</summary>
internal static class RunRestart
{
    public static RunStarted Started(string id, IReadOnlyList<RunEvent> events) =>
        events.OfType<RunStarted>().FirstOrDefault() is { Recipe: not null } started
            ? started
            : throw new TraceException($"The trace of {id} does not tell how the run was begun, so it cannot be begun again.");

    /// <exception cref="UsageException">A document changed or cannot be had.</exception>
    public static async Task<DocumentSet> LoadAsync(RunStarted started, CliServices services, CancellationToken cancellationToken)
    {
        var documents = await services.LoadAsync(started.Recipe!.Documents, cancellationToken);
        var now = RunTracing.Facts(documents, cancellationToken);
        var differences = RunTracing.Differences(started.Documents, now);
        if (differences.Count == 0)
        {
            return documents;
        }

        documents.Dispose();
        throw new UsageException(
            $"the documents are not what they were when the run began: {string.Join(", ", differences.Take(10))}. Bring them back, or ask anew with `rlm ask`.",
            ExitCode.Failed);
    }

    /// <summary>The settings in force now, with what the run was begun with in their place.</summary>
    public static Settings Adopt(Settings settings, RunStarted started)
    {
        var recipe = started.Recipe!;
        Environment.CurrentDirectory = Directory.Exists(recipe.Folder)
            ? recipe.Folder
            : throw new UsageException($"the folder {recipe.Folder}, in which the run began, is no longer there.", ExitCode.Failed);
        settings.Rlm.Limits = started.Limits;
        settings.Rlm.Documents = settings.Rlm.Documents with { Include = recipe.Include, Exclude = recipe.Exclude, NoIgnore = recipe.NoIgnore };
        return settings;
    }
}
