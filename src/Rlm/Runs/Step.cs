using System.Text;
using Rlm.Commands;
using Rlm.Replies;

namespace Rlm.Runs;

/// <summary>Carries out the commands of one turn, in order.</summary>
internal sealed class Step(CommandContext context, CommandRunner runner, RunJournal journal, RunLimits limits, TimeProvider time)
{
    public async Task<StepResult> ExecuteAsync(int step, ReplyReading reading, CancellationToken cancellationToken)
    {
        var report = new StringBuilder();
        var analyses = new List<AnalysisFacts>();
        var failed = false;
        for (var i = 0; i < reading.Commands.Count; i++)
        {
            var command = reading.Commands[i];
            journal.Write(new CommandStarted(step, i, command.Op, command.Arguments));
            var began = time.GetTimestamp();
            var outcome = await runner.RunAsync(command, context, cancellationToken).ConfigureAwait(false);
            if (outcome.Answer is not null && failed)
            {
                outcome = CommandOutcome.Failed(
                    "refused", $"{command.Op}: the answer was not taken, because a command before it in the same reply failed. See its error, mend it, and answer then.");
            }

            var stored = StoredName(command, outcome);
            var shown = outcome.Answer is null ? OutputShortener.Shorten(outcome.Output, limits.OutputLimit, stored) : outcome.Output;
            journal.Write(new CommandFinished(
                step, i, command.Op, outcome.Success, shown, outcome.ErrorCode, stored, time.GetElapsedTime(began).TotalMilliseconds)
            {
                Analysis = outcome.Analysis,
            });
            if (outcome.Analysis is { } facts)
            {
                analyses.Add(facts);
            }

            if (outcome.Answer is not null)
            {
                return new StepResult(report.ToString(), outcome.Answer, analyses);
            }

            failed |= !outcome.Success;
            Describe(report, command.Op, outcome, shown, stored);
        }

        foreach (var problem in reading.Problems)
        {
            report.Append("## not understood\n").Append(problem).Append("\n\n");
        }

        return new StepResult(report.ToString().TrimEnd(), null, analyses);
    }

    private static void Describe(StringBuilder report, string op, CommandOutcome outcome, string shown, string? stored)
    {
        report.Append($"## {op}{(stored is null ? string.Empty : $" -> {stored}")}{(outcome.Success ? string.Empty : $" failed ({outcome.ErrorCode})")}\n");
        report.Append(shown.TrimEnd()).Append("\n\n");
    }

    private static string? StoredName(ReplyCommand command, CommandOutcome outcome) =>
        outcome is { Success: true, Value: not null } && command.Arguments["store"] is { } store
            ? VariableName.Normalize(store.ToString())
            : null;
}
