using System.CommandLine;
using System.Text.Json;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Cli.Runs;

/// <summary>What <c>rlm runs export --json</c> prints.</summary>
internal sealed record ExportOutput(bool Success, RunError? Error, string? File, string? Command);

/// <summary><c>rlm runs export ID</c>: the analysis that gave the answer, and the command that runs it without a model.</summary>
internal static class RunsExport
{
    private static readonly Option<string?> File = new("--output", "-o") { Description = "Where the Rust goes; default: ID.rs in this folder.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("export", "Writes the analysis that gave the answer, and prints the command that runs it without a model.")
        {
            RunsCommand.Id, File,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (id, events) = RunsCommand.Read(parsed);
        var export = RunExport.Find(events)
            ?? throw new UsageException($"the answer of {id} is not the output of an analysis, so there is nothing to export. `rlm runs show {id}` shows how it came about.", ExitCode.Failed);
        var path = parsed.GetValue(File) ?? $"{id}.rs";
        if (Path.Exists(path))
        {
            throw new UsageException($"{path} exists and is not written over. Name another file with --output.");
        }

        await System.IO.File.WriteAllTextAsync(path, export.Code.TrimEnd() + "\n", cancellationToken);
        var command = Line(path, export, RunRestart.Started(id, events).Recipe!);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(new ExportOutput(true, null, Path.GetFullPath(path), command), CliJson.Readable.ExportOutput));
            return ExitCode.Done;
        }

        parsed.InvocationConfiguration.Error.WriteLine($"{path} is written. Without a model it runs with:");
        output.WriteLine(command);
        return ExitCode.Done;
    }

    private static string Line(string path, RunExport export, RunRecipe recipe)
    {
        var documents = recipe.Documents.Select(d => d == "-" ? d : Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(recipe.Folder, d)));
        var inputs = export.Inputs?.SelectMany(i => new[] { "--input", $"{i.Key}={i.Value}" }) ?? [];
        var chosen = export.On is null or "context" ? [] : new[] { "--include", export.On };
        return string.Join(' ', new[] { "rlm", "run", path }.Concat(inputs).Concat(documents).Concat(chosen).Select(Quoted));
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '=' or ':' or ',')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
