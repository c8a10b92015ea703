using Rlm.Models;
using Rlm.Runs;
using Spectre.Console;

namespace Rlm.Cli.Ask;

/// <summary>For a terminal: the model's text as it streams, then each command with its output, in colours.</summary>
internal sealed class LiveRunView(IAnsiConsole terminal) : RunView
{
    private const int MaxLines = 16;
    private const string ClearLine = "\r\u001b[2K";

    private readonly System.Text.StringBuilder _line = new();
    private string? _waiting;

    public override void Show(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case { Node: not null } and not (BudgetReached or RunFinished):
                break;
            case RunStarted started:
                terminal.MarkupLineInterpolated($"[grey]{TerminalText.Clean(EventText.Started(started))}[/]");
                break;
            case StepStarted step:
                terminal.Write(new Rule($"[bold]turn {step.Step}[/]").LeftJustified().RuleStyle("grey"));
                Wait("the model is thinking …");
                break;
            case ModelText text:
                Stream(text.Text);
                break;
            case ModelReplied { Role: ModelRole.Root } or ModelFailed { Role: ModelRole.Root }:
                EndStream();
                break;
            case ModelReplied sub:
                Note(EventText.Asked(sub));
                break;
            case ModelFailed { Budget: null } failed:
                Note(EventText.Asked(failed));
                break;
            case CodeWritten written:
                Note(EventText.Written(written));
                break;
            case NestedStarted nested:
                Note($"a run inside: {TerminalText.Clean(nested.Task)}");
                break;
            case ReplyUnreadable:
                terminal.MarkupLine("[yellow]no command could be read; the model was told so[/]");
                break;
            case CommandStarted started:
                Wait($"{started.Op} …");
                break;
            case AnalysisProgressed progress:
                Wait($"rust_wasm … {progress.Done:N0} of {progress.Chunks:N0} chunks");
                break;
            case CommandFinished finished:
                ShowCommand(finished);
                break;
            case BudgetReached reached:
                terminal.MarkupLineInterpolated($"[yellow]{EventText.Reached(reached)}[/]");
                break;
            case SessionSaved saved:
                StopWaiting();
                terminal.MarkupLineInterpolated($"[{(saved.Problem is null && saved.Dropped.Count == 0 ? "grey" : "yellow")}]{EventText.Saved(saved)}[/]");
                break;
            case RunFinished finished:
                StopWaiting();
                terminal.Write(new Rule().RuleStyle("grey"));
                terminal.MarkupLineInterpolated($"[grey]{EventText.Summary(finished.Result)}[/]");
                break;
        }
    }

    public override void Dispose()
    {
        EndStream();
        StopWaiting();
        base.Dispose();
    }

    private void Note(string what)
    {
        StopWaiting();
        terminal.MarkupLineInterpolated($"[grey]  {Fit(what)}[/]");
    }

    private void ShowCommand(CommandFinished finished)
    {
        StopWaiting();
        var text = EventText.Finished(finished);
        if (finished.Success)
        {
            terminal.MarkupLineInterpolated($"[green]✓[/] [bold]{text}[/]");
        }
        else
        {
            terminal.MarkupLineInterpolated($"[red]✗[/] [bold]{text}[/] [red]{TerminalText.Clean(finished.ErrorCode ?? string.Empty)}[/]");
        }

        var output = EventText.Output(finished);
        var lines = output.Length == 0 ? [] : output.Split('\n');
        foreach (var shown in lines.Take(MaxLines))
        {
            terminal.MarkupLineInterpolated($"  {Fit(shown)}");
        }

        if (lines.Length > MaxLines)
        {
            terminal.MarkupLineInterpolated($"  [grey]… and {lines.Length - MaxLines} more lines[/]");
        }
    }

    // Whole lines only: a line is not to be broken by what another writes.
    private void Stream(string text)
    {
        StopWaiting();
        foreach (var c in TerminalText.Clean(text))
        {
            if (c == '\n')
            {
                EndStream();
            }
            else
            {
                _line.Append(c);
            }
        }
    }

    private void EndStream()
    {
        if (_line.Length > 0)
        {
            terminal.MarkupLineInterpolated($"[grey]│ {Fit(_line.ToString())}[/]");
            _line.Clear();
        }
    }

    private string Fit(string text)
    {
        var width = Math.Max(20, terminal.Profile.Width - 4);
        return text.Length <= width ? text : text[..(width - 1)] + "…";
    }

    private void Wait(string what)
    {
        StopWaiting();
        _waiting = what;
        terminal.Profile.Out.Writer.Write($"{ClearLine}  {Fit(TerminalText.Clean(what).ReplaceLineEndings(" "))}");
        terminal.Profile.Out.Writer.Flush();
    }

    private void StopWaiting()
    {
        if (_waiting is not null)
        {
            _waiting = null;
            terminal.Profile.Out.Writer.Write(ClearLine);
        }
    }
}
