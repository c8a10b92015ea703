using System.CommandLine;
using System.Text.Json;
using Rlm.Hosting;
using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Cli.Ask;

/// <summary><c>rlm ask QUESTION DOC...</c>: the answer on standard output, progress on standard error.</summary>
internal static class AskCommand
{
    private static readonly Argument<string> Question = new("QUESTION") { Description = "What is to be answered." };

    public static Command Create()
    {
        var command = new Command("ask", "Answers a question over documents.")
        {
            Question, CommonOptions.Documents, CommonOptions.Trace, CommonOptions.DryRun, CommonOptions.LocalOnly,
            CommonOptions.Include, CommonOptions.Exclude,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), error);
        var dryRun = parsed.GetValue(CommonOptions.DryRun);
        var runId = RunIds.New(TimeProvider.System);
        var trace = TracePath(parsed, runId);
        ModelPool? models = null;
        try
        {
            models = await ModelChoice.OpenAsync(services.Settings, parsed.GetValue(CommonOptions.LocalOnly), error, cancellationToken);
        }
        catch (ModelException exception) when (!dryRun)
        {
            return Fail(
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
            using var documents = await services.LoadAsync(parsed.GetValue(CommonOptions.Documents) ?? [], cancellationToken);
            if (dryRun)
            {
                await DryRun.PrintAsync(services, models, documents, parsed.GetValue(CommonOptions.Json), output, cancellationToken);
                return ExitCode.Done;
            }

            var request = new RunRequest
            {
                Question = parsed.GetValue(Question)!,
                Documents = documents,
                Models = models!,
                Limits = services.Settings.Rlm.Limits,
                RunId = runId,
                TracePath = trace,
            };
            return await RunAsync(request, services, parsed, cancellationToken);
        }
    }

    private static async Task<int> RunAsync(RunRequest request, CliServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var json = parsed.GetValue(CommonOptions.Json);
        using var view = RunView.Create(error);
        RunResult? result = null;
        try
        {
            await foreach (var runEvent in services.Get<RlmRunner>().StreamAsync(request, cancellationToken))
            {
                view.Show(runEvent);
                result = (runEvent as RunFinished)?.Result ?? result;
            }
        }
        catch (OperationCanceledException)
        {
            view.Dispose();
            return Fail(
                new RunError("interrupted", $"stopped. What happened so far is in {request.TracePath}; the same command asks again."),
                ExitCode.Interrupted,
                request.RunId!,
                parsed);
        }
        catch (TraceException exception)
        {
            view.Dispose();
            return Fail(
                new RunError("trace_failed", $"{exception.Message} Name another file with --trace, or move it with RLM_HOME."),
                ExitCode.Failed,
                request.RunId!,
                parsed);
        }

        view.Dispose();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(result!, RunJson.Result));
        }
        else if (result!.Success)
        {
            output.WriteLine(Console.IsOutputRedirected ? result.Answer : TerminalText.Clean(result.Answer!));
        }
        else
        {
            error.WriteLine($"rlm: {TerminalText.Clean(result.Error!.Message)}");
            error.WriteLine($"     The trace is in {request.TracePath}.");
        }

        return result!.Success ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Where the trace goes; a file that exists is somebody's, and finding that out after the run would be late.</summary>
    private static string TracePath(ParseResult parsed, string runId) => parsed.GetValue(CommonOptions.Trace) switch
    {
        null => Path.Combine(RlmPaths.Runs, $"{runId}.jsonl"),
        { } path when string.IsNullOrWhiteSpace(path) => throw new UsageException("--trace needs the name of a file."),
        { } path when Path.Exists(path) => throw new UsageException($"{path} exists, and a trace is not written over anything. Name another file."),
        { } path => path,
    };

    /// <summary>Ends without a result of the run's own.</summary>
    private static int Fail(RunError failure, int exitCode, string runId, ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        error.WriteLine($"rlm: {TerminalText.Clean(failure.Message)}");
        if (parsed.GetValue(CommonOptions.Json))
        {
            var result = new RunResult
            {
                Success = false,
                Error = failure,
                RunId = runId,
                Iterations = 0,
                SubCalls = 0,
                Tokens = new RunTokens(0, 0, 0),
                TimingsMs = new RunTimings(0, 0, 0, 0),
            };
            output.WriteLine(JsonSerializer.Serialize(result, RunJson.Result));
        }

        return exitCode;
    }
}
