using Microsoft.Extensions.AI;
using Rlm.Models;

namespace Rlm.Runs;

/// <summary>Answers the questions of commands, within the run's budget; each is an event.</summary>
public sealed class SubModel
{
    private readonly ChatModel model;
    private readonly ModelCaller caller;
    private readonly RunBudget budget;
    private readonly RunJournal journal;
    private readonly Lock gate = new();

    internal SubModel(ChatModel model, ModelCaller caller, RunBudget budget, RunJournal journal) =>
        (this.model, this.caller, this.budget, this.journal) = (model, caller, budget, journal);

    /// <summary>What the sub-calls used up to now.</summary>
    internal RunTotals Totals { get; private set; } = RunTotals.Zero;

    /// <summary>Asks one question.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ModelReply> AskAsync(string prompt, CancellationToken cancellationToken)
    {
        if (!budget.TryReserveSubCall())
        {
            return new ModelReply(
                null,
                new RunError("budget_exhausted", $"All {budget.Limits.MaxSubCalls} questions to a model that this run may ask are used up. Answer with what is known."),
                null,
                TimeSpan.Zero);
        }

        var reply = await caller.AskAsync(model, [new ChatMessage(ChatRole.User, prompt)], null, cancellationToken).ConfigureAwait(false);
        journal.Write(new SubCallFinished(
            journal.Step, model.Name, prompt, reply.Text, reply.Error, reply.Tokens, reply.Elapsed.TotalMilliseconds));
        lock (gate)
        {
            Totals = Totals.AddModel(
                reply.Tokens, reply.Elapsed.TotalMilliseconds, model.Options.PricePrompt, model.Options.PriceCompletion);
        }

        return reply;
    }
}
