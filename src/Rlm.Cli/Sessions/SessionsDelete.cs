using System.CommandLine;
using Rlm.Cli.Runs;

namespace Rlm.Cli.Sessions;

/// <summary><c>rlm sessions delete NAME</c>.</summary>
internal static class SessionsDelete
{
    public static Command Create()
    {
        var command = new Command("delete", "Removes a session with its variables; the traces of its runs stay.") { SessionsCommand.Name };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var name = parsed.GetValue(SessionsCommand.Name)!;
        SessionsCommand.Store().Delete(name);
        RemovedOutput.Print(parsed, [name]);
        return ExitCode.Done;
    }
}
