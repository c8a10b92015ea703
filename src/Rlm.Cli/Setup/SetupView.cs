using Rlm.Wasm.Toolchain;
using Spectre.Console;

namespace Rlm.Cli.Setup;

/// <summary>Shows the steps of a setup: one line that moves on a terminal, a line a step elsewhere.</summary>
internal sealed class SetupView : IProgress<SetupProgress>, IDisposable
{
    private readonly TextWriter _error;
    private readonly IAnsiConsole? _terminal;
    private readonly Lock _gate = new();
    private int _step;

    private SetupView(TextWriter error, IAnsiConsole? terminal) => (_error, _terminal) = (error, terminal);

    public static SetupView Create(TextWriter error) => new(error, Terminal.Terminals.OpenError(error));

    public void Report(SetupProgress value)
    {
        lock (_gate)
        {
            if (value.Step != _step)
            {
                EndLine();
                _step = value.Step;
                if (_terminal is null)
                {
                    _error.WriteLine($"[{value.Step}/{value.Steps}] {value.Title}");
                }
            }

            if (_terminal is not null)
            {
                var width = Math.Max(20, _terminal.Profile.Width - 1);
                var line = TerminalText.Clean($"[{value.Step}/{value.Steps}] {value.Title}  {value.Detail}").ReplaceLineEndings(" ");
                _terminal.Profile.Out.Writer.Write($"\r\u001b[2K{(line.Length > width ? line[..width] : line)}");
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            EndLine();
            _step = 0;
        }
    }

    private void EndLine()
    {
        if (_terminal is not null && _step > 0)
        {
            _error.WriteLine();
        }
    }
}
