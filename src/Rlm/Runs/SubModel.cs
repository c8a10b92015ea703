using Microsoft.Extensions.AI;
using Rlm.Models;

namespace Rlm.Runs;

/// <summary>Answers the questions of commands, within the run's budget; each is an event.</summary>
public sealed class SubModel
{
    private readonly ChatModel _model;
    private readonly ModelCaller _caller;
    private readonly RunBudget _budget;
    private readonly RunJournal _journal;
    private readonly Lock _gate = new();
    private int _reached;

    internal SubModel(ChatModel model, ModelCaller caller, RunBudget budget, RunJournal journal) =>
        (_model, _caller, _budget, _journal) = (model, caller, budget, journal);

    /// <summary>What the sub-calls used up to now.</summary>
    internal RunTotals Totals { get; private set; } = RunTotals.Zero;

    /// <summary>Asks one question.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ModelReply> AskAsync(string prompt, CancellationToken cancellationToken)
    {
        if (!_budget.TryReserveSubCall())
        {
            if (Interlocked.Exchange(ref _reached, 1) == 0)
            {
                _journal.Write(new BudgetReached("sub_calls", _budget.Limits.MaxSubCalls));
            }

            return new ModelReply(
                null,
                new RunError("budget_exhausted", $"All {_budget.Limits.MaxSubCalls} questions to a model that this run may ask are used up. Answer with what is known."),
                null,
                TimeSpan.Zero);
        }

        var reply = await _caller.AskAsync(_model, [new ChatMessage(ChatRole.User, prompt)], null, cancellationToken).ConfigureAwait(false);
        _journal.Write(new SubCallFinished(
            _journal.Step, _model.Name, prompt, reply.Text, reply.Error, reply.Tokens, reply.Elapsed.TotalMilliseconds));
        lock (_gate)
        {
            Totals = Totals.AddModel(
                reply.Tokens, reply.Elapsed.TotalMilliseconds, _model.Options.PricePrompt, _model.Options.PriceCompletion);
        }

        return reply;
    }
}
