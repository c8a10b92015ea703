using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rlm.Cli.Terminal;
using Spectre.Console;

namespace Rlm.Cli.Sessions;

/// <summary><c>rlm sessions list</c>.</summary>
internal static class SessionsList
{
    public static Command Create()
    {
        var command = new Command("list", "Shows all sessions.");
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var store = SessionsCommand.Store();
        var sessions = store.List();
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(sessions, CliJson.Readable.IReadOnlyListSessionSummary));
            return ExitCode.Done;
        }

        if (sessions.Count == 0)
        {
            output.WriteLine($"There are no sessions in {store.Folder} yet. `rlm ask QUESTION DOC --session NAME` begins one.");
            return ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("name", "questions", "variables", "last used", "documents");
        foreach (var session in sessions)
        {
            table.AddRow(
                new Text(TerminalText.Clean(session.Name)),
                new Text($"{session.Questions:N0}"),
                new Text($"{session.Variables:N0} ({session.Bytes:N0} bytes)"),
                new Text(session.LastUsed?.ToLocalTime().ToString("g", CultureInfo.CurrentCulture) ?? string.Empty),
                new Text(TerminalText.Clean(session.Problem ?? string.Join(' ', session.Documents)), new Style(session.Problem is null ? null : Color.Red)));
        }

        Terminals.For(output).Write(table);
        return ExitCode.Done;
    }
}
