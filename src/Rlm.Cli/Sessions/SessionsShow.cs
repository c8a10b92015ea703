using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rlm.Cli.Terminal;
using Spectre.Console;

namespace Rlm.Cli.Sessions;

/// <summary><c>rlm sessions show NAME</c>.</summary>
internal static class SessionsShow
{
    public static Command Create()
    {
        var command = new Command("show", "Shows the questions, answers and variables of a session.") { SessionsCommand.Name };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var name = parsed.GetValue(SessionsCommand.Name)!;
        var contents = SessionsCommand.Store().Read(name);
        var shown = SessionOutput.Of(name, contents);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(shown, CliJson.Readable.SessionOutput));
            return ExitCode.Done;
        }

        var terminal = Terminals.For(output);
        terminal.MarkupLineInterpolated($"[grey]{Clean(name)}: {Clean(string.Join(' ', shown.Source.Documents))} (in {Clean(shown.Source.Folder)})[/]");
        foreach (var (turn, number) in shown.Turns.Select((t, i) => (t, i + 1)))
        {
            terminal.MarkupLineInterpolated($"[bold]{number}. {Clean(turn.Question)}[/] [grey]{Clean(turn.RunId)}, {turn.At.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}[/]");
            terminal.WriteLine(Clean(turn.Answer));
        }

        foreach (var variable in shown.Variables)
        {
            var by = variable.By is null ? string.Empty : $" by {Clean(variable.By)}";
            terminal.MarkupLineInterpolated($"[green]{Clean(variable.Name)}[/]: {variable.Bytes:N0} bytes, stored{by} for question {variable.Turn}");
        }

        return ExitCode.Done;
    }

    private static string Clean(string text) => TerminalText.Clean(text);
}
