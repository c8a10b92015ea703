using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rlm.Cli.Terminal;
using Rlm.Traces;
using Spectre.Console;

namespace Rlm.Cli.Runs;

/// <summary><c>rlm runs list</c>.</summary>
internal static class RunsList
{
    private const int MaxAnswer = 60;

    public static Command Create()
    {
        var command = new Command("list", "Shows all runs, the newest first.");
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var runs = RunsCommand.Store.List();
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(runs, CliJson.Readable.IReadOnlyListRunSummary));
            return ExitCode.Done;
        }

        if (runs.Count == 0)
        {
            output.WriteLine($"There are no runs in {RunsCommand.Store.Folder} yet.");
            return ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("id", "status", "question", "answer");
        foreach (var run in runs)
        {
            table.AddRow(
                new Text(TerminalText.Clean(run.Id)),
                new Text(Word(run.Status), Colour(run.Status)),
                new Text(Short(run.Question)),
                new Text(Short(run.Answer ?? string.Empty)));
        }

        Terminals.For(output).Write(table);
        return ExitCode.Done;
    }

    private static string Word(RunStatus status) => status.ToString().ToLower(CultureInfo.InvariantCulture);

    private static Style Colour(RunStatus status) => status switch
    {
        RunStatus.Done => new Style(Color.Green),
        RunStatus.Failed or RunStatus.Unreadable => new Style(Color.Red),
        _ => new Style(Color.Yellow),
    };

    private static string Short(string text)
    {
        var line = TerminalText.Clean(text.ReplaceLineEndings(" "));
        return line.Length <= MaxAnswer ? line : line[..(MaxAnswer - 1)] + "…";
    }
}
