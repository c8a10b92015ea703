using System.CommandLine;
using System.Text.Json;
using Rlm.Configuration;
using Rlm.Documents;
using Rlm.Evaluation;
using Rlm.Hosting;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Cli.Eval;

/// <summary><c>rlm eval TASKS.jsonl</c>: questions with known answers; accuracy, tokens, cost and time of a model.</summary>
internal static class EvalCommand
{
    private const int MaxRuns = 1_000;
    private const int MaxParallel = 64;

    private static readonly Argument<string> Tasks = new("TASKS") { Description = "File of tasks: lines of {id, query, files, truth, match}." };

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = $"Runs of each task. (1 to {MaxRuns:N0})",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Parallel = new("--parallel")
    {
        Description = $"Runs at the same time. (1 to {MaxParallel})",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "File of the results, gone on with when it is there. (default: TASKS.results.jsonl in the current folder)",
        HelpName = "FILE",
    };

    private static readonly Option<bool> RetryFailed = new("--retry-failed") { Description = "Make runs again that ended with an error instead of an answer." };

    public static Command Create()
    {
        var command = new Command("eval", "Asks questions with known answers: accuracy, tokens, cost, time.")
        {
            Tasks, Runs, Parallel, Output, RetryFailed, CommonOptions.LocalOnly, GenerateCommand.Create(),
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        var path = parsed.GetValue(Tasks)!;
        var (runs, parallel) = (Within(parsed, Runs, MaxRuns), Within(parsed, Parallel, MaxParallel));
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), error);
        if (EvalTaskFile.Load(path, out var problems) is not { } tasks)
        {
            throw new UsageException($"the tasks in {path} cannot be run:\n  {string.Join("\n  ", problems)}");
        }

        using var models = Open(services, parsed);
        var limits = services.Settings.Rlm.Limits;
        var resultsPath = parsed.GetValue(Output) ?? $"{Path.GetFileNameWithoutExtension(path)}.results.jsonl";
        if (string.IsNullOrWhiteSpace(resultsPath))
        {
            throw new UsageException("--output needs the name of a file.");
        }

        var request = new EvalRequest
        {
            Tasks = tasks,
            Models = models,
            Limits = limits,
            Runs = runs,
            Parallel = parallel,
            RetryFailed = parsed.GetValue(RetryFailed),
            TraceFolder = RlmPaths.Runs,
        };
        try
        {
            var setup = EvalSetup.Of(tasks, models, limits);
            using var results = EvalResultFile.Open(resultsPath, setup);
            return await RunAsync(request, setup, results, resultsPath, services, parsed, cancellationToken);
        }
        catch (EvalException exception)
        {
            throw new UsageException(exception.Message, exception.IsRefused ? ExitCode.Usage : ExitCode.Failed);
        }
        catch (TraceException exception)
        {
            throw new UsageException($"{exception.Message} Move the traces with RLM_HOME.", ExitCode.Failed);
        }
    }

    private static async Task<int> RunAsync(
        EvalRequest request, EvalSetup setup, EvalResultFile results, string path, CliServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using (var view = EvalView.Create(error))
        {
            var made = results.Results.Count(r => r.Run <= request.Runs && (!request.RetryFailed || r.Error is null));
            view.Begin(request, setup, made, path);
            try
            {
                var runner = new EvalRunner(services.Get<RlmRunner>(), services.Get<DocumentLoader>(), services.Get<TimeProvider>());
                await runner.RunAsync(request, results, view.Show, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                view.Dispose();
                throw new UsageException($"stopped. The runs that had ended are in {path}; the same command makes the rest.", ExitCode.Interrupted);
            }
        }

        var summary = EvalSummary.Of(request.Tasks, results.Results, request.Runs);
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(EvalOutput.Of(summary, setup, path), CliJson.Readable.EvalOutput));
        }
        else
        {
            EvalTable.Print(summary, output);
            error.WriteLine($"Answers and reasons are in {TerminalText.Clean(path)}, traces in {TerminalText.Clean(request.TraceFolder!)}.");
        }

        return ExitCode.Done;
    }

    private static ModelPool Open(CliServices services, ParseResult parsed)
    {
        try
        {
            return ModelChoice.Open(services.Settings, parsed.GetValue(CommonOptions.LocalOnly));
        }
        catch (ModelException exception)
        {
            throw new UsageException(exception.Message, exception.Code is ModelErrorCode.NotConfigured ? ExitCode.Missing : ExitCode.Usage);
        }
    }

    private static int Within(ParseResult parsed, Option<int> option, int most) => parsed.GetValue(option) is var value && value >= 1 && value <= most
        ? value
        : throw new UsageException($"{option.Name} is a whole number from 1 to {most:N0}.");
}
