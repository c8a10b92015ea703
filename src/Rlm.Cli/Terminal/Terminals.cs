using Spectre.Console;

namespace Rlm.Cli.Terminal;

/// <summary>Consoles for what is shown to people; null where nobody watches.</summary>
internal static class Terminals
{
    /// <summary>Standard error as a terminal, or null when it is a file, a pipe, or a test's writer.</summary>
    public static IAnsiConsole? OpenError(TextWriter error) => Open(error);

    /// <summary>Standard output as a terminal, or null when it is a file, a pipe, or a test's writer.</summary>
    public static IAnsiConsole? OpenOutput(TextWriter output) => Open(output);

    /// <summary>Standard output for tables and colours; where nobody watches, plain and as wide as it needs to be.</summary>
    public static IAnsiConsole For(TextWriter output)
    {
        if (OpenOutput(output) is { } terminal)
        {
            return terminal;
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        plain.Profile.Width = 1_000;
        return plain;
    }

    private static IAnsiConsole? Open(TextWriter stream) =>
        stream is SafeWriter safe && Environment.GetEnvironmentVariable("TERM") is not "dumb"
            ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(safe.Terminal) })
            : null;
}
