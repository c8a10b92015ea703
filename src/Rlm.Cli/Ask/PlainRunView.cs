using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Cli.Ask;

/// <summary>One line an event, for files and pipes.</summary>
internal sealed class PlainRunView(TextWriter error) : RunView
{
    private const int MaxLines = 12;

    public override void Show(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case { Node: not null } and not (BudgetReached or RunFinished):
                break;
            case RunStarted started:
                error.WriteLine(TerminalText.Clean(EventText.Started(started)));
                break;
            case StepStarted step:
                error.WriteLine($"turn {step.Step}");
                break;
            case ModelReplied { Role: ModelRole.Root } replied:
                Indent(replied.Text, "  | ");
                break;
            case ReplyUnreadable:
                error.WriteLine("  no command could be read; the model was told so");
                break;
            case CommandFinished finished:
                error.WriteLine($"  {(finished.Success ? "ok" : "failed")}: {EventText.Finished(finished)}");
                Indent(EventText.Output(finished), "    ");
                break;
            case ModelReplied sub:
                error.WriteLine($"  {EventText.Asked(sub)}");
                break;
            case ModelFailed { Role: not ModelRole.Root, Budget: null } failed:
                error.WriteLine($"  {EventText.Asked(failed)}");
                break;
            case CodeWritten written:
                error.WriteLine($"  {EventText.Written(written)}");
                break;
            case NestedStarted nested:
                error.WriteLine($"  a run inside: {TerminalText.Clean(nested.Task)}");
                break;
            case BudgetReached reached:
                error.WriteLine($"  {EventText.Reached(reached)}");
                break;
            case SessionSaved saved:
                error.WriteLine($"  {EventText.Saved(saved)}");
                break;
            case RunFinished finished:
                error.WriteLine(EventText.Summary(finished.Result));
                break;
        }
    }

    private void Indent(string text, string prefix)
    {
        if (text.Length == 0)
        {
            return;
        }

        var lines = TerminalText.Clean(text.TrimEnd()).Split('\n');
        var shown = lines.Length > MaxLines ? lines[..(MaxLines - 1)] : lines;
        foreach (var line in shown)
        {
            error.WriteLine(prefix + line);
        }

        if (shown.Length < lines.Length)
        {
            error.WriteLine($"{prefix}… and {lines.Length - shown.Length} more lines");
        }
    }
}
