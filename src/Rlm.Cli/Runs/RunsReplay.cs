using System.CommandLine;
using System.Text.Json;
using Rlm.Cli.Sessions;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Cli.Runs;

/// <summary>What <c>rlm runs replay --json</c> prints.</summary>
internal sealed record ReplayOutput(bool Success, string? Answer, RunError? Error, int Commands, IReadOnlyList<RunDifference> Differences);

/// <summary><c>rlm runs replay ID</c>: carries a run out again with what its models said, and compares.</summary>
internal static class RunsReplay
{
    private const int MaxShown = 5;

    public static Command Create()
    {
        var command = new Command("replay", "Carries a run out again without a model, and compares every result.") { RunsCommand.Id };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (id, before) = RunsCommand.Read(parsed);
        var started = RunRestart.Started(id, before);
        using var services = new CliServices(RunRestart.Adopt(CommonOptions.LoadSettings(parsed), started), parsed.InvocationConfiguration.Error);
        var place = started.Recipe!.Session;
        using var session = place is null ? null : SessionsCommand.Store(services.Settings).Open(place.Name);
        using var documents = await RunRestart.LoadAsync(started, services, cancellationToken);
        using var models = ModelPool.Offline(started.Recipe.Providers);
        var request = new RunRequest
        {
            Question = started.Question,
            Documents = documents,
            Models = models,
            Limits = started.Limits,
            Schema = started.Schema,
            RunId = id,
            Session = session?.Replay(place!, documents, cancellationToken),
            Record = new RunRecord(before, isComplete: true),
        };
        var now = new List<RunEvent>();
        await foreach (var runEvent in services.Get<RlmRunner>().StreamAsync(request, cancellationToken))
        {
            now.Add(runEvent);
        }

        return Print(parsed, now, RunReplay.Compare(before, now));
    }

    private static int Print(ParseResult parsed, List<RunEvent> now, IReadOnlyList<RunDifference> differences)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var same = differences.Count == 0;
        var result = now.OfType<RunFinished>().Single().Result;
        var commands = now.OfType<CommandFinished>().Count();
        if (parsed.GetValue(CommonOptions.Json))
        {
            var failure = same ? null : new RunError("differs", $"{differences.Count} results differ from the run's.");
            output.WriteLine(JsonSerializer.Serialize(new ReplayOutput(same, result.Answer, failure, commands, differences), CliJson.Readable.ReplayOutput));
            return same ? ExitCode.Done : ExitCode.Failed;
        }

        foreach (var difference in differences.Take(MaxShown))
        {
            error.WriteLine($"{TerminalText.Clean(difference.Where)} differs:");
            error.WriteLine($"  was: {TerminalText.Clean(difference.Before ?? "(did not happen)")}");
            error.WriteLine($"  is:  {TerminalText.Clean(difference.Now ?? "(did not happen)")}");
        }

        error.WriteLine(same
            ? $"All {commands} commands and the answer are the same."
            : $"{differences.Count} results differ.");
        if (result.Answer is not null)
        {
            output.WriteLine(result.Answer);
        }

        return same ? ExitCode.Done : ExitCode.Failed;
    }
}
