using System.CommandLine;
using Rlm.Configuration;
using Rlm.Hosting;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Schemas;

namespace Rlm.Cli.Ask;

/// <summary><c>rlm ask QUESTION DOC...</c>: the answer on standard output, progress on standard error.</summary>
internal static class AskCommand
{
    private static readonly Argument<string> Question = new("QUESTION") { Description = "What is to be answered." };

    private static readonly Option<string?> Schema = new("--schema") { Description = "JSON schema that the answer has to fit; see docs/reference/answer-schema.md.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("ask", "Answers a question over documents.")
        {
            Question, CommonOptions.Documents, CommonOptions.Trace, CommonOptions.DryRun, CommonOptions.LocalOnly, CommonOptions.Session, Schema,
            CommonOptions.Include, CommonOptions.Exclude,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var settings = CommonOptions.LoadSettings(parsed);
        using var session = AskSession.Open(parsed, settings);
        using var services = new CliServices(settings, error);
        var dryRun = parsed.GetValue(CommonOptions.DryRun);
        var runId = RunIds.New(TimeProvider.System);
        var trace = TracePath(parsed, runId);
        var schema = await ReadSchemaAsync(parsed, cancellationToken);
        ModelPool? models = null;
        try
        {
            models = await ModelChoice.OpenAsync(services.Settings, parsed.GetValue(CommonOptions.LocalOnly), error, cancellationToken);
        }
        catch (ModelException exception) when (!dryRun)
        {
            return RunExecution.Fail(
                exception.ToError(),
                exception.Code is ModelErrorCode.NotConfigured ? ExitCode.Missing : ExitCode.Usage,
                runId,
                parsed);
        }
        catch (ModelException exception)
        {
            error.WriteLine($"rlm: {TerminalText.Clean(exception.Message)}");
        }

        using (models)
        {
            using var documents = await session.LoadAsync(services, cancellationToken);
            var state = session.Begin(documents, cancellationToken);
            if (dryRun)
            {
                await DryRun.PrintAsync(services, models, documents, state, parsed.GetValue(CommonOptions.Json), output, cancellationToken);
                return ExitCode.Done;
            }

            var request = new RunRequest
            {
                Question = parsed.GetValue(Question)!,
                Documents = documents,
                Models = models!,
                Limits = services.Settings.Rlm.Limits,
                Schema = schema,
                RunId = runId,
                TracePath = trace,
                Session = state,
                Recipe = new RunRecipe
                {
                    Documents = session.Source.Documents,
                    Folder = session.Source.Folder,
                    Include = session.Source.Include,
                    Exclude = session.Source.Exclude,
                    NoIgnore = session.Source.NoIgnore,
                    Providers = [.. models!.Providers.Select(p => p.WithoutSecrets())],
                    Session = state?.Reference,
                },
            };
            return await RunExecution.RunAsync(request, services, parsed, cancellationToken);
        }
    }

    private static async Task<string?> ReadSchemaAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Schema) is not { } path)
        {
            return null;
        }

        var schema = await Run.SourceFile.ReadAsync(path, cancellationToken);
        return AnswerSchema.Parse(schema, out var problems) is not null
            ? schema
            : throw new UsageException($"{path} cannot be used as a schema:\n  {string.Join("\n  ", problems)}");
    }

    /// <summary>Where the trace goes; a file that exists is somebody's, and finding that out after the run would be late.</summary>
    private static string TracePath(ParseResult parsed, string runId) => parsed.GetValue(CommonOptions.Trace) switch
    {
        null => Path.Combine(RlmPaths.Runs, $"{runId}.jsonl"),
        { } path when string.IsNullOrWhiteSpace(path) => throw new UsageException("--trace needs the name of a file."),
        { } path when Path.Exists(path) => throw new UsageException($"{path} exists, and a trace is not written over anything. Name another file."),
        { } path => path,
    };
}
