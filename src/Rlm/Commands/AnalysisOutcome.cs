using Rlm.Analyses;
using Rlm.Documents;
using Rlm.Mending;

namespace Rlm.Commands;

/// <summary>What a model is shown of an analysis: its result or error, and what is to be known about it.</summary>
internal static class AnalysisOutcome
{
    /// <param name="run">The analysis.</param>
    /// <param name="context">Says how much is shown.</param>
    /// <param name="notes">What else is to be said.</param>
    public static CommandOutcome Of(AnalysisRun run, CommandContext context, string notes = "")
    {
        var skipped = run.Facts.SkippedLines == 0 ? string.Empty
            : $"\n\nnote: the code left out {run.Facts.SkippedLines:N0} lines, such as:\n{TerminalText.Clean(string.Join('\n', run.Facts.SkippedSamples))}";
        var log = notes + skipped + (run.Log.Length == 0 ? string.Empty : $"\n\nlog:\n{TerminalText.Clean(run.Log.TrimEnd())}");
        if (run.Error is { } error)
        {
            return CommandOutcome.Failed(SnakeCase.Of(error.Code.ToString()), error.Message + log) with { Analysis = run.Facts with { Diagnostics = run.Facts.Diagnostics is { Count: > 0 } last ? last : CodeDiagnostics.Of(error) } };
        }

        var value = Text.FromUtf8(run.Output!.Value);
        var shown = TextOutcome.Of(value, context);
        return shown with { Output = shown.Output + log, Analysis = run.Facts };
    }
}
