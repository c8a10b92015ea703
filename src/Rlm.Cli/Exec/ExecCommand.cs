using System.CommandLine;
using System.Text.Json;
using Rlm.Commands;
using Rlm.Runs;

namespace Rlm.Cli.Exec;

/// <summary>What <c>rlm exec --json</c> prints.</summary>
internal sealed record ExecOutput(bool Success, string? Answer, RunError? Error, IReadOnlyList<ExecStep> Commands);

/// <summary>One command of the list.</summary>
internal sealed record ExecStep(string Op, bool Success, string Output, string? ErrorCode, string? Stored, AnalysisFacts? Analysis);

/// <summary><c>rlm exec COMMANDS.jsonl DOC...</c>: runs a list of commands, no model.</summary>
internal static class ExecCommand
{
    private static readonly Argument<string> List = new("COMMANDS") { Description = "File with commands as a model would write them; - for standard input." };

    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command("exec", "Runs a list of commands over documents, without a model.")
        {
            List, CommonOptions.Documents, CommonOptions.Include, CommonOptions.Exclude,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), error);
        var path = parsed.GetValue(List)!;
        if (path == "-" && (parsed.GetValue(CommonOptions.Documents) ?? []).Contains("-"))
        {
            throw new UsageException("standard input can be the commands or a document, not both.");
        }

        var text = path == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await Run.SourceFile.ReadAsync(path, cancellationToken);
        using var documents = await services.LoadAsync(parsed.GetValue(CommonOptions.Documents) ?? [], cancellationToken);
        var list = new CommandList(CommandCatalog.BuiltIn, services.Get<Analyses.AnalysisRunner>(), services.Settings.Rlm.Limits, TimeProvider.System);
        var json = parsed.GetValue(CommonOptions.Json);
        var steps = new List<ExecStep>();
        string? answer = null;
        await foreach (var finished in list.RunAsync(text, documents, cancellationToken))
        {
            steps.Add(new ExecStep(finished.Op, finished.Success, finished.Output, finished.ErrorCode, finished.Stored, finished.Analysis));
            answer = finished is { Success: true, Op: "final" or "final_var" } ? finished.Output : answer;
            if (!json && !(finished.Success && finished.Op is "final" or "final_var"))
            {
                var writer = finished.Success ? output : error;
                writer.WriteLine(TerminalText.Clean($"{finished.Op}{(finished.Stored is null ? string.Empty : $" -> {finished.Stored}")}: {finished.Output.TrimEnd()}"));
            }
        }

        if (steps.Count == 0)
        {
            throw new UsageException($"{path} holds no command. A command is a JSON object with an \"op\", such as {{\"op\":\"count\",\"what\":\"lines\"}}.");
        }

        var failed = steps.Find(s => !s.Success);
        if (json)
        {
            var result = new ExecOutput(failed is null, answer, failed is null ? null : new RunError(failed.ErrorCode ?? "failed", failed.Output), steps);
            output.WriteLine(JsonSerializer.Serialize(result, CliJson.Readable.ExecOutput));
        }
        else if (answer is not null)
        {
            output.WriteLine(answer);
        }

        return failed is null ? ExitCode.Done : failed.ErrorCode is "switched_off" or "compiler_not_found" or "target_not_installed" ? ExitCode.Missing : ExitCode.Failed;
    }
}
