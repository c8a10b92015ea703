using System.Runtime.CompilerServices;
using Rlm.Analyses;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Replies;

namespace Rlm.Runs;

/// <summary>Carries out a text of commands, as a model would write them, without a model.</summary>
/// <param name="catalog">The commands.</param>
/// <param name="analyses">Runs analyses.</param>
/// <param name="limits">How much output is shown.</param>
/// <param name="time">The clock.</param>
public sealed class CommandList(CommandCatalog catalog, AnalysisRunner analyses, RunLimits limits, TimeProvider time)
{
    /// <summary>Carries the commands out in order, each as an event. What cannot be read is an event that failed.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<CommandFinished> RunAsync(
        string text, DocumentSet documents, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reading = ReplyReader.Read(text);
        var context = new CommandContext
        {
            Documents = documents,
            Variables = new Variables(documents),
            Analyses = analyses,
            OutputLimit = limits.OutputLimit,
        };
        var steps = new Step(context, new CommandRunner(catalog), time);
        for (var i = 0; i < reading.Commands.Count; i++)
        {
            var (finished, outcome) = await steps.ExecuteOneAsync(1, i, reading.Commands[i], refuseAnswer: !reading.Commands[i].IsClosed, unseen: null, cancellationToken).ConfigureAwait(false);
            yield return finished;
            if (outcome.Answer is not null)
            {
                yield break;
            }
        }

        foreach (var problem in reading.Problems)
        {
            yield return new CommandFinished(1, reading.Commands.Count, "?", false, problem, "not_understood", null, 0) { At = time.GetUtcNow() };
        }
    }
}
