using Spectre.Console;

namespace Rlm.Cli.Terminal;

/// <summary>Consoles for what is shown to people; null where nobody watches.</summary>
internal static class Terminals
{
    /// <summary>Standard error as a terminal, or null when it is a file, a pipe, or a test's writer.</summary>
    public static IAnsiConsole? OpenError(TextWriter error) =>
        Console.IsErrorRedirected || error != Console.Error || Environment.GetEnvironmentVariable("TERM") is "dumb"
            ? null
            : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });

    /// <summary>Standard output for tables and colours; where nobody watches, plain and as wide as it needs to be.</summary>
    public static IAnsiConsole For(TextWriter output)
    {
        var isTerminal = output == Console.Out && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!isTerminal)
        {
            console.Profile.Width = 1_000;
        }

        return console;
    }
}
