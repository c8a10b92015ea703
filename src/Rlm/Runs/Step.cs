using System.Text;
using Rlm.Commands;
using Rlm.Evidence;
using Rlm.Replies;

namespace Rlm.Runs;

/// <summary>Carries out the commands of one turn, in order.</summary>
internal sealed class Step(CommandContext context, CommandRunner runner, TimeProvider time, RunClock? clock = null, AnswerForm? form = null)
{
    private const string LookAgain = "look_again";

    /// <summary>Commands of one reply that are carried out: each may show as much as the limit of outputs allows.</summary>
    private const int MaxCommands = 256;

    private readonly HashSet<string> _doubted = new(StringComparer.Ordinal);

    /// <summary>Sees when the model goes in circles.</summary>
    public RepeatWatch Repeats { get; } = new();

    public async Task<StepResult> ExecuteAsync(int step, ReplyReading reading, RunJournal journal, CancellationToken cancellationToken)
    {
        var report = new StringBuilder();

        // What could not be read, or is missing, may have been what the answer rests on, or the end of the answer.
        var left = reading.Commands.Count - MaxCommands;
        var failed = reading.Problems.Count > 0 || left > 0;
        var unseen = new UnseenResults();
        for (var i = 0; i < Math.Min(reading.Commands.Count, MaxCommands); i++)
        {
            if (clock is not { IsOver: true })
            {
                // When the time is over the model is told so of each command; when somebody stops the run, nobody is told.
                cancellationToken.ThrowIfCancellationRequested();
            }

            var command = reading.Commands[i];
            journal.Write(new CommandStarted(step, i, command.Op, command.Arguments));
            var (finished, outcome) = await ExecuteOneAsync(step, i, command, failed, unseen, cancellationToken).ConfigureAwait(false);
            journal.Write(finished);
            if (outcome.Answer is not null)
            {
                return new StepResult(report.ToString(), outcome.Answer);
            }

            failed |= !finished.Success;
            unseen.Add(finished);
            Describe(report, finished, Repeats.Note($"{command.Op} {command.Arguments.ToJsonString()}", finished.Output));
        }

        if (left > 0)
        {
            report.Append($"## not carried out\nA reply may hold {MaxCommands} commands; the last {left:N0} were not carried out. Give them in the next reply, or do their work in one rust_wasm.\n\n");
        }

        foreach (var problem in reading.Problems)
        {
            report.Append("## not understood\n").Append(problem).Append("\n\n");
        }

        return new StepResult(report.ToString().TrimEnd(), null);
    }

    /// <summary>Carries out one command.</summary>
    /// <param name="step">The step that it belongs to.</param>
    /// <param name="index">Its place in the step.</param>
    /// <param name="command">The command.</param>
    /// <param name="refuseAnswer">Whether a final answer is not taken, because something before it failed.</param>
    /// <param name="unseen">What the commands before it in the same turn came to; null when nobody is there to look again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<(CommandFinished Finished, CommandOutcome Outcome)> ExecuteOneAsync(
        int step, int index, ReplyCommand command, bool refuseAnswer, UnseenResults? unseen, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var outcome = await RunAsync(command, cancellationToken).ConfigureAwait(false);
        if (outcome.Answer is { } answer)
        {
            var (formed, wrong) = form?.Take(answer) ?? (answer, null);
            outcome = refuseAnswer
                ? CommandOutcome.Failed(
                    "refused", $"{command.Op}: the answer was not taken, because the reply was cut off, or a command in it failed or could not be read. See what is said of that, mend it, and answer then.")
                : unseen?.Doubt(answer) is { } doubt && _doubted.Add(answer)
                    ? CommandOutcome.Failed(LookAgain, $"{command.Op}: the answer would be\n{answer}\nLook at it once before it counts: {doubt}. If it is right, send this {command.Op} again, alone; if not, find what went wrong.")
                    : wrong is not null
                        ? CommandOutcome.Failed("invalid_answer", $"{command.Op}: the answer was not taken, because {wrong}")
                        : outcome with { Answer = formed, Output = formed! };
        }

        context.Evidence.Add(command.Op, outcome);
        var stored = StoredName(command, outcome);
        var shown = outcome.Answer is null ? OutputShortener.Shorten(outcome.Output, context.OutputLimit, stored, outcome.EndsOf) : outcome.Output;
        var finished = new CommandFinished(
            step, index, command.Op, outcome.Success, shown, outcome.ErrorCode, stored, time.GetElapsedTime(began).TotalMilliseconds)
        {
            At = time.GetUtcNow(),
            Analysis = outcome.Analysis,
            Sources = outcome.Sources.AtMost(SourceRanges.MaxRanges, context.Documents),
        };
        return (finished, outcome);
    }

    private async Task<CommandOutcome> RunAsync(ReplyCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await runner.RunAsync(command, context, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock is { IsOver: true })
        {
            return CommandOutcome.Failed("budget_exhausted", $"{command.Op}: stopped, because the time of the run is over.");
        }
    }

    private static void Describe(StringBuilder report, CommandFinished finished, string? note)
    {
        var stored = finished.Stored is null ? string.Empty : $" -> {finished.Stored}";
        var failed = finished.Success ? string.Empty
            : finished.ErrorCode == LookAgain ? $" held back ({LookAgain})"
            : $" failed ({finished.ErrorCode})";
        report.Append($"## {finished.Op}{stored}{failed}\n").Append(finished.Output.TrimEnd()).Append(note is null ? string.Empty : $"\n{note}").Append("\n\n");
    }

    private static string? StoredName(ReplyCommand command, CommandOutcome outcome) =>
        outcome is { Success: true, Value: not null } && command.Arguments["store"] is { } store
            ? VariableName.Normalize(store.ToString())
            : null;
}
