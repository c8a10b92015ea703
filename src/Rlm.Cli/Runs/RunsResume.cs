using System.CommandLine;
using Rlm.Cli.Ask;
using Rlm.Cli.Sessions;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Sessions;

namespace Rlm.Cli.Runs;

/// <summary><c>rlm runs resume ID</c>: goes on with a run that was stopped. What models said is not asked again.</summary>
internal static class RunsResume
{
    public static Command Create()
    {
        var command = new Command("resume", "Goes on with a run that was stopped; what models said is not asked again.")
        {
            RunsCommand.Id, CommonOptions.LocalOnly,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (id, events) = RunsCommand.Read(parsed);
        var path = RunsCommand.Store.PathOf(id);
        if (events[^1] is RunFinished { Result.Success: true } finished)
        {
            return RunExecution.Print(finished.Result, path, parsed);
        }

        var started = RunRestart.Started(id, events);
        using var services = new CliServices(RunRestart.Adopt(CommonOptions.LoadSettings(parsed), started), parsed.InvocationConfiguration.Error);
        var recipe = started.Recipe!;
        using var session = recipe.Session is { } place ? SessionsCommand.Store(services.Settings).Open(place.Name) : null;
        using var documents = await RunRestart.LoadAsync(started, services, cancellationToken);
        using var models = ModelFactory.Create(
            [.. recipe.Providers.Select(p => p.WithSecretsOf(services.Settings.Providers))], parsed.GetValue(CommonOptions.LocalOnly), Environment.GetEnvironmentVariable, TimeProvider.System);
        var request = new RunRequest
        {
            Question = started.Question,
            Documents = documents,
            Models = models,
            Limits = started.Limits,
            Schema = started.Schema,
            RunId = id,
            TracePath = path,
            Session = session?.Resume(recipe.Session!, id, SessionSource.Of(recipe), documents, cancellationToken),
            Record = new RunRecord(events),
        };
        return await RunExecution.RunAsync(request, services, parsed, cancellationToken);
    }
}
