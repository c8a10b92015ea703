using System.CommandLine;
using System.Text.Json;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Cli.Ask;

/// <summary>Runs a question, shows it as it happens, and prints what it came to.</summary>
internal static class RunExecution
{
    public static async Task<int> RunAsync(RunRequest request, CliServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
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
                new RunError("interrupted", $"stopped. What happened so far is in {request.TracePath}; `rlm runs resume {request.RunId}` goes on."),
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
        return Print(result!, request.TracePath, parsed);
    }

    /// <summary>Prints what a run came to.</summary>
    public static int Print(RunResult result, string? trace, ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(result, RunJson.Result));
        }
        else if (result.Success)
        {
            // To a file or a pipe as it is; a terminal is guarded by its writer.
            output.WriteLine(result.Answer);
        }
        else
        {
            error.WriteLine($"rlm: {TerminalText.Clean(result.Error!.Message)}");
            error.WriteLine($"     The trace is in {trace}.");
        }

        return result.Success ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Ends without a result of the run's own.</summary>
    public static int Fail(RunError failure, int exitCode, string runId, ParseResult parsed)
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
