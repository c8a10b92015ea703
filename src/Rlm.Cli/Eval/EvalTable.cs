using Rlm.Cli.Terminal;
using Rlm.Evaluation;
using Spectre.Console;

namespace Rlm.Cli.Eval;

/// <summary>The result as a table: of each task the median of its runs, then the median and the sum of all.</summary>
internal static class EvalTable
{
    private static readonly string[] Heads = ["task", "correct", "turns", "sub-calls", "tokens", "cost", "time", "failures"];

    public static void Print(EvalSummary summary, TextWriter output)
    {
        List<string[]> rows = [.. summary.Tasks.Select(t => Row(TerminalText.Clean(t.Id), EvalText.Share(t.Figures), t.Figures.Median, EvalText.Failures(t.Figures)))];
        string[][] end =
        [
            Row("median", string.Empty, summary.All.Median, string.Empty),
            Row("total", EvalText.Share(summary.All), summary.All.Total, EvalText.Failures(summary.All)),
        ];
        if (Terminals.OpenOutput(output) is { } terminal)
        {
            Draw(rows, end, terminal);
        }
        else
        {
            Write([Heads, .. rows, .. end], output);
        }
    }

    private static string[] Row(string name, string correct, EvalAmounts? amounts, string failures) => amounts is null
        ? [name, correct, string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, failures]
        : [name, correct, EvalText.Number(amounts.Iterations), EvalText.Number(amounts.SubCalls), EvalText.Number(Math.Round(amounts.Tokens)),
            EvalText.Cost(amounts.CostUsd), EvalText.Seconds(amounts.Milliseconds), failures];

    private static void Draw(IEnumerable<string[]> rows, IEnumerable<string[]> end, IAnsiConsole terminal)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (index, head) in Heads.Index())
        {
            var column = new TableColumn($"[bold]{head}[/]");
            table.AddColumn(index is 0 or 7 ? column : column.RightAligned().NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select((cell, i) => new Markup(Markup.Escape(TerminalText.Clean(cell)), new Style(i == 7 ? Color.Red : null))));
        }

        table.AddEmptyRow();
        foreach (var row in end)
        {
            table.AddRow(row.Select(cell => new Markup(Markup.Escape(cell), new Style(decoration: Decoration.Bold))));
        }

        terminal.Write(table);
    }

    private static void Write(IReadOnlyList<string[]> rows, TextWriter output)
    {
        var widths = Heads.Select((_, i) => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, i) => i is 0 or 7 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        }
    }
}
