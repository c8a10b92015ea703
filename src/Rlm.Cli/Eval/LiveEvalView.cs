using Rlm.Evaluation;
using Spectre.Console;

namespace Rlm.Cli.Eval;

/// <summary>For a terminal: a coloured line a finished run, and below what is under way.</summary>
internal sealed class LiveEvalView(IAnsiConsole terminal) : EvalView
{
    private const string ClearLine = "\r\u001b[2K";
    private readonly List<string> _running = [];
    private bool _waits;

    public override void Show(EvalProgress progress)
    {
        StopWaiting();
        if (progress.Result is not { } result)
        {
            _running.Add(NameOf(progress));
        }
        else
        {
            _running.Remove(NameOf(progress));
            var mark = result.Correct ? "[green]✓[/]" : "[red]✗[/]";
            terminal.MarkupLine(
                $"{mark} [grey]{progress.Done}/{progress.Total}[/] [bold]{Markup.Escape(NameOf(progress))}[/] " +
                $"{(result.Correct ? string.Empty : $"[red]{Markup.Escape(EvalText.Outcome(result))}[/] ")}[grey]{Markup.Escape(EvalText.Took(result))}[/]");
        }

        Wait();
    }

    public override void Dispose()
    {
        StopWaiting();
        base.Dispose();
    }

    protected override void Say(string text) => terminal.MarkupLineInterpolated($"[grey]{text}[/]");

    private void Wait()
    {
        if (_running.Count > 0)
        {
            var text = $"… {string.Join(", ", _running)}";
            var width = Math.Max(20, terminal.Profile.Width - 2);
            terminal.Write(new Text(text.Length <= width ? text : $"{text[..(width - 1)]}…", new Style(Color.Grey)));
            _waits = true;
        }
    }

    private void StopWaiting()
    {
        if (_waits)
        {
            terminal.Profile.Out.Writer.Write(ClearLine);
            _waits = false;
        }
    }
}
