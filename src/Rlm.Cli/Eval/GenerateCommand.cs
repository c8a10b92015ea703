using System.CommandLine;
using System.Text.Json;
using Rlm.Configuration;
using Rlm.Evaluation;
using Rlm.Evaluation.Generation;

namespace Rlm.Cli.Eval;

/// <summary>What <c>rlm eval generate --json</c> prints.</summary>
internal sealed record GenerateOutput(bool Success, string Tasks, int Documents, int Questions);

/// <summary><c>rlm eval generate KIND</c>: makes documents of any size with questions whose answers are known.</summary>
internal static class GenerateCommand
{
    private const int MaxCount = 1_000;
    private static readonly IReadOnlyDictionary<string, TaskKind> Kinds = Enum.GetValues<TaskKind>().ToDictionary(TaskGenerator.NameOf);

    private static readonly Argument<string> Kind = new("KIND") { Description = string.Join(", ", Kinds.Keys) + "." };

    private static readonly Option<string> Size = new("--size")
    {
        Description = "Size of each document. (bytes, 8kB to 1GB)",
        HelpName = "SIZE",
        DefaultValueFactory = _ => "1MB",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Where the pseudo-random numbers begin; the same seed gives the same bytes.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Count = new("--count")
    {
        Description = $"How many documents. (1 to {MaxCount:N0})",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Folder = new("--output")
    {
        Description = "Folder for KIND.jsonl and its documents.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => ".",
    };

    public static Command Create()
    {
        var command = new Command("generate", "Makes documents of any size with questions whose answers are known.") { Kind, Size, Seed, Count, Folder };
        command.SetAction((parsed, stop) => Task.Run(() => Execute(parsed, stop), stop));
        return command;
    }

    private static int Execute(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        var options = Read(parsed);
        string path;
        try
        {
            path = TaskGenerator.Generate(options, cancellationToken);
        }
        catch (EvalException exception)
        {
            throw new UsageException(exception.Message);
        }

        var made = new GenerateOutput(true, path, options.Count, EvalTaskFile.Load(path, out _)!.Tasks.Count);
        output.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(made, CliJson.Readable.GenerateOutput)
            : $"{made.Questions:N0} question{Plural(made.Questions)} to {made.Documents:N0} document{Plural(made.Documents)}: rlm eval {TerminalText.Clean(path)} --model …");
        return ExitCode.Done;
    }

    private static GenerateOptions Read(ParseResult parsed)
    {
        var problems = new List<string>();
        if (!Kinds.TryGetValue(parsed.GetValue(Kind)!, out var kind))
        {
            problems.Add($"\"{parsed.GetValue(Kind)}\" is no kind of task; there are {string.Join(", ", Kinds.Keys)}.");
        }

        var bytes = 0L;
        if (SettingValues.Size(parsed.GetValue(Size)!, b => bytes = b) is not null || bytes is < GenerateOptions.MinBytes or > GenerateOptions.MaxBytes)
        {
            problems.Add("--size is a number of bytes from 8kB to 1GB, such as 1MB.");
        }

        var count = parsed.GetValue(Count);
        if (count is < 1 or > MaxCount)
        {
            problems.Add($"--count is a whole number from 1 to {MaxCount:N0}.");
        }

        var folder = parsed.GetValue(Folder)!;
        if (string.IsNullOrWhiteSpace(folder))
        {
            problems.Add("--output needs the name of a folder.");
        }

        return problems.Count == 0
            ? new GenerateOptions { Kind = kind, Bytes = bytes, Seed = parsed.GetValue(Seed), Count = count, Folder = folder }
            : throw new UsageException(string.Join('\n', problems));
    }

    private static string Plural(int count) => count == 1 ? string.Empty : "s";
}
