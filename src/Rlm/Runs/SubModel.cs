using Microsoft.Extensions.AI;
using Rlm.Models;

namespace Rlm.Runs;

/// <summary>Answers the questions of commands, within the run's budget; each is an event.</summary>
public sealed class SubModel
{
    private readonly ModelPool _models;
    private readonly ModelCaller _caller;
    private readonly RunBudget _budget;
    private readonly RunJournal _journal;
    private readonly Lock _gate = new();
    private int _reached;

    internal SubModel(ModelPool models, ModelCaller caller, RunBudget budget, RunJournal journal) =>
        (_models, _caller, _budget, _journal) = (models, caller, budget, journal);

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
                TimeSpan.Zero)
            { Model = _models.Sub! };
        }

        var reply = await _caller
            .AskAsync(_models, new ModelRequest(ModelRole.Sub, [new ChatMessage(ChatRole.User, prompt)]), null, cancellationToken)
            .ConfigureAwait(false);
        _journal.Write(new SubCallFinished(
            _journal.Step, reply.Model.Name, prompt, reply.Text, reply.Error, reply.Tokens, reply.Elapsed.TotalMilliseconds));
        lock (_gate)
        {
            Totals = Totals.AddModel(
                reply.Tokens, reply.Elapsed.TotalMilliseconds, reply.Model.Options.PricePrompt, reply.Model.Options.PriceCompletion);
        }

        return reply;
    }
}
