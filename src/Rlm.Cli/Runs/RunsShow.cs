using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rlm.Cli.Ask;
using Rlm.Cli.Terminal;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Traces;
using Spectre.Console;

namespace Rlm.Cli.Runs;

/// <summary><c>rlm runs show ID</c>: how a run came to its answer.</summary>
internal static class RunsShow
{
    private const int MaxOutputLines = 12;

    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command("show", "Shows how a run came to its answer: turns, code, results, time and tokens.") { RunsCommand.Id };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var (id, events) = RunsCommand.Read(parsed);
        var output = parsed.InvocationConfiguration.Output;
        var part = TraceReader.LastPart(events);
        if (parsed.GetValue(CommonOptions.Json))
        {
            // The events themselves, one a line: nothing else tells more.
            foreach (var runEvent in part)
            {
                output.WriteLine(JsonSerializer.Serialize(runEvent, RunJson.Event));
            }

            return ExitCode.Done;
        }

        var terminal = Terminals.For(output);
        Head(terminal, id, events);
        var documents = events.OfType<RunStarted>().FirstOrDefault()?.Documents ?? [];
        foreach (var runEvent in part)
        {
            Show(terminal, runEvent, documents);
        }

        if (part.OfType<RunFinished>().LastOrDefault() is null)
        {
            terminal.MarkupLineInterpolated($"[yellow]It did not come to its end. `rlm runs resume {id}` goes on.[/]");
        }

        return ExitCode.Done;
    }

    private static void Head(IAnsiConsole terminal, string id, IReadOnlyList<RunEvent> events)
    {
        if (events.OfType<RunStarted>().FirstOrDefault() is not { } started)
        {
            return;
        }

        terminal.MarkupLineInterpolated($"[bold]{Clean(started.Question)}[/]");
        terminal.MarkupLineInterpolated($"[grey]{Clean(id)}, {started.At.ToLocalTime().ToString("g", CultureInfo.CurrentCulture)}. {Clean(EventText.Started(started))}[/]");
    }

    private static void Show(IAnsiConsole terminal, RunEvent runEvent, IReadOnlyList<DocumentFacts> documents)
    {
        switch (runEvent)
        {
            case StepStarted step when step.Node is null:
                terminal.Write(new Rule($"[bold]turn {step.Step}[/]").LeftJustified().RuleStyle("grey"));
                break;
            case ModelReplied { Role: ModelRole.Root, Node: null } replied:
                terminal.MarkupLineInterpolated($"[grey]{Clean(replied.Model)}: {Tokens(replied.Tokens)}, {replied.Milliseconds / 1000:0.0} s{(replied.Recorded ? ", recorded" : string.Empty)}[/]");
                break;
            case ModelReplied replied:
                terminal.MarkupLineInterpolated($"[grey]  {Clean(EventText.Asked(replied))}, {Tokens(replied.Tokens)}[/]");
                break;
            case ModelFailed { Budget: null } failed:
                terminal.MarkupLineInterpolated($"[red]  {Clean(EventText.Asked(failed))}[/]");
                break;
            case ReplyUnreadable:
                terminal.MarkupLine("[yellow]no command could be read; the model was told so[/]");
                break;
            case CommandStarted { Op: "rust_wasm" } started when started.Arguments["code"] is { } code:
                Code(terminal, code.ToString());
                break;
            case CodeWritten written:
                terminal.MarkupLineInterpolated($"[yellow]  {EventText.Written(written)}[/]");
                Code(terminal, written.Code);
                break;
            case CommandFinished finished:
                Command(terminal, finished, documents);
                break;
            case NestedStarted nested:
                terminal.MarkupLineInterpolated($"[grey]  a run inside ({Clean(nested.Id)}): {Clean(nested.Task)}[/]");
                break;
            case BudgetReached reached:
                terminal.MarkupLineInterpolated($"[yellow]{EventText.Reached(reached)}[/]");
                break;
            case SessionSaved saved:
                terminal.MarkupLineInterpolated($"[grey]{EventText.Saved(saved)}[/]");
                break;
            case RunFinished { Result: var result }:
                terminal.Write(new Rule().RuleStyle("grey"));
                terminal.MarkupLineInterpolated($"[grey]{EventText.Summary(result)}[/]");
                terminal.WriteLine(Clean(result.Answer ?? result.Error?.Message ?? string.Empty));
                Evidence(terminal, result);
                break;
        }
    }

    private static void Command(IAnsiConsole terminal, CommandFinished finished, IReadOnlyList<DocumentFacts> documents)
    {
        var mark = finished.Success ? "[green]✓[/]" : "[red]✗[/]";
        var inside = finished.Node is null ? string.Empty : "  ";
        terminal.MarkupLine($"{inside}{mark} [bold]{Markup.Escape(EventText.Finished(finished))}[/] [red]{Markup.Escape(Clean(finished.ErrorCode ?? string.Empty))}[/]");
        if (finished.Node is null && EventText.Over(finished, documents) is { Length: > 0 } over)
        {
            terminal.MarkupLineInterpolated($"  [grey]{over}[/]");
        }

        var text = EventText.Output(finished);
        var lines = text.Length == 0 ? [] : text.Split('\n');
        foreach (var line in lines.Take(MaxOutputLines))
        {
            terminal.MarkupLineInterpolated($"  {line}");
        }

        if (lines.Length > MaxOutputLines)
        {
            terminal.MarkupLineInterpolated($"  [grey]… and {lines.Length - MaxOutputLines} more lines[/]");
        }
    }

    private static void Evidence(IAnsiConsole terminal, RunResult result)
    {
        if (result.Evidence.Count == 0)
        {
            return;
        }

        terminal.MarkupLine("[grey]The answer rests on (lines from 0, the last not included):[/]");
        foreach (var part in result.Evidence)
        {
            terminal.MarkupLineInterpolated($"  [grey]{EventText.Evidence(part)}[/]");
        }
    }

    private static void Code(IAnsiConsole terminal, string code)
    {
        foreach (var line in RustMarkup.Lines(code))
        {
            terminal.MarkupLine($"  [grey]│[/] {line}");
        }
    }

    private static string Tokens(TokenUse? tokens) =>
        tokens is null ? "tokens not told" : $"{tokens.Prompt:N0} tokens in, {tokens.Completion:N0} out";

    private static string Clean(string text) => TerminalText.Clean(text);
}
