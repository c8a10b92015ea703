using System.CommandLine;

namespace Rlm.Cli.Runs;

/// <summary><c>rlm runs delete ID...</c>.</summary>
internal static class RunsDelete
{
    private static readonly Argument<string[]> Ids = new("ID") { Description = "Runs, or the beginnings of their identities.", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        var command = new Command("delete", "Removes the traces of runs.") { Ids };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        // All are found before any goes.
        var ids = parsed.GetValue(Ids)!.Select(RunsCommand.Store.Find).Distinct().ToList();
        ids.ForEach(RunsCommand.Store.Delete);
        RemovedOutput.Print(parsed, ids);
        return ExitCode.Done;
    }
}
