using Rlm.Wasm.Toolchain;
using Spectre.Console;

namespace Rlm.Cli.Setup;

/// <summary>Shows the steps of a setup: one line that moves on a terminal, a line a step elsewhere.</summary>
internal sealed class SetupView : IProgress<SetupProgress>, IDisposable
{
    private readonly TextWriter error;
    private readonly IAnsiConsole? terminal;
    private readonly Lock gate = new();
    private int step;

    private SetupView(TextWriter error, IAnsiConsole? terminal) => (this.error, this.terminal) = (error, terminal);

    public static SetupView Create(TextWriter error) => new(error, Terminal.Terminals.OpenError(error));

    public void Report(SetupProgress value)
    {
        lock (gate)
        {
            if (value.Step != step)
            {
                EndLine();
                step = value.Step;
                if (terminal is null)
                {
                    error.WriteLine($"[{value.Step}/{value.Steps}] {value.Title}");
                }
            }

            if (terminal is not null)
            {
                var width = Math.Max(20, terminal.Profile.Width - 1);
                var line = TerminalText.Clean($"[{value.Step}/{value.Steps}] {value.Title}  {value.Detail}").ReplaceLineEndings(" ");
                error.Write($"\r\u001b[2K{(line.Length > width ? line[..width] : line)}");
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            EndLine();
            step = 0;
        }
    }

    private void EndLine()
    {
        if (terminal is not null && step > 0)
        {
            error.WriteLine();
        }
    }
}
