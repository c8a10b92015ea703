using System.CommandLine;

namespace Rlm.Cli.Runs;

/// <summary><c>rlm runs prune</c>: removes old runs.</summary>
internal static class RunsPrune
{
    private static readonly Option<int?> OlderThan = new("--older-than") { Description = "Remove runs that began more than so many days ago.", HelpName = "DAYS" };

    private static readonly Option<int?> Keep = new("--keep") { Description = "Keep so many of the newest, whatever their age.", HelpName = "N" };

    public static Command Create()
    {
        var command = new Command("prune", "Removes old runs.") { OlderThan, Keep };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var (days, keep) = (parsed.GetValue(OlderThan), parsed.GetValue(Keep));
        if ((days is null && keep is null) || days < 0 || keep < 0)
        {
            throw new UsageException("say what is to go: --older-than DAYS, --keep N, or both; 0 or more each.");
        }

        RemovedOutput.Print(parsed, RunsCommand.Store.Prune(days is { } d ? TimeSpan.FromDays(d) : null, keep));
        return ExitCode.Done;
    }
}
