using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Rlm.Budgets;
using Rlm.Models;

namespace Rlm.Runs;

/// <summary>
/// The one way from a run to its models. A call that is in the record is answered from there; one that is not is reserved
/// in the budget, written down, made, written down and settled.
/// </summary>
internal sealed class ModelCalls(ModelPool pool, ModelWindows windows, ModelCaller caller, RunBudget budget, RunRecord? record)
{
    /// <summary>Tokens that are set aside for an answer where nobody says how long it may be.</summary>
    private const int UsualCompletion = 16_384;

    /// <summary>What is held back of an answer's length for the last turn, and by how much its prompt will have grown.</summary>
    private const int LastTurnCompletion = 2_048;

    private const double LastTurnGrowth = 1.25;

    /// <summary>Of a window, what a conversation may fill, so that an answer has room.</summary>
    private const double PromptShare = 0.75;

    /// <summary>Of a window, what is left to an answer at least.</summary>
    private const int LeastCompletion = 256;

    private readonly SingleFlight<ModelReply> _questions = new(r => r.Error is null);
    private readonly ConcurrentDictionary<ModelRole, TokenGauge> _estimates = new();

    /// <summary>What the models take at once.</summary>
    public ModelWindows Windows { get; } = windows;

    public bool Has(ModelRole role) => pool.For(role) is not null;

    /// <summary>A turn of a root model.</summary>
    /// <param name="journal">Where it is written down.</param>
    /// <param name="turn">What is asked.</param>
    /// <param name="kind">How it counts.</param>
    /// <param name="onText">Gets the text as it comes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<ModelReply> TurnAsync(
        RunJournal journal, RootTurn turn, CallKind kind, Action<string> onText, CancellationToken cancellationToken)
    {
        var request = new ModelRequest(ModelRole.Root, turn.Messages) { Tools = turn.Tools, Schema = turn.Schema };
        if (kind == CallKind.Turn)
        {
            var estimate = Estimate(request);
            budget.HoldForLastTurn(estimate with
            {
                Prompt = (long)(estimate.Prompt * LastTurnGrowth),
                Completion = Math.Min(LastTurnCompletion, budget.Limits.MaxTokens / 10),
            });
        }

        return CallAsync(journal, new Call(turn.IsLast ? CallKey.LastTurn(journal.Node) : CallKey.Turn(journal.Node, journal.Step), kind, request, null, onText), cancellationToken);
    }

    /// <summary>Whether a conversation is short enough to be sent as the next turn.</summary>
    public bool Fits(CallKind kind, IReadOnlyList<ChatMessage> messages)
    {
        var tokens = EstimateFor(ModelRole.Root).Of(messages);
        return tokens <= budget.RoomForPrompt(kind) && tokens <= (Windows.Root ?? long.MaxValue) * PromptShare;
    }

    /// <summary>A question. The same one within a run is asked once, whoever asks it, and answered to all; a failure is not kept.</summary>
    public Task<ModelReply> QuestionAsync(
        RunJournal journal, ModelRole role, IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var prompt = string.Join("\n\n", messages.Select(m => m.Text));
        var call = new Call(CallKey.Question(role, messages), CallKind.SubCall, new ModelRequest(role, messages), prompt, null);
        return _questions.GetAsync(call.Key, () => CallAsync(journal, call, cancellationToken), cancellationToken);
    }

    private async Task<ModelReply> CallAsync(RunJournal journal, Call call, CancellationToken cancellationToken)
    {
        if (Recorded(journal, call) is { } known)
        {
            return known;
        }

        var estimate = Estimate(call.Request);
        if (Windows.For(call.Request.Role) is { } window && estimate.Prompt + LeastCompletion > window)
        {
            return Failed(call, new RunError(
                "too_long", $"About {estimate.Prompt:N0} tokens do not fit into the {window:N0} that {pool.For(call.Request.Role)!.Name} takes at once, so nothing was sent. Take less text, or a model with a larger context window."));
        }

        if (record is { IsComplete: true })
        {
            return Failed(call, new RunError(
                "not_recorded", "This call is not in the trace, so the run took another way than the recorded one. It can be resumed with a model, but not replayed."));
        }

        if (budget.TryReserve(call.Kind, estimate, out var refusal) is not { } reservation)
        {
            return Refused(journal, call, refusal!, isRecorded: false);
        }

        journal.Write(new ModelAsked(journal.Step, call.Request.Role, call.Key, call.Prompt));
        var request = reservation.IsShortened ? call.Request with { MaxOutputTokens = (int)reservation.Estimate.Completion } : call.Request;
        ModelReply reply;
        try
        {
            reply = await caller.AskAsync(pool, request, call.OnText, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            budget.Settle(reservation, null, null);
            throw;
        }

        Settle(journal, call, reservation, reply);
        return reply;
    }

    private void Settle(RunJournal journal, Call call, BudgetReservation reservation, ModelReply reply)
    {
        var milliseconds = Math.Round(reply.Elapsed.TotalMilliseconds, 3);
        if (reply.Error is { } error)
        {
            budget.Settle(reservation, 0, 0);
            journal.Write(new ModelFailed(journal.Step, call.Request.Role, call.Key, reply.Model.Name, error, milliseconds));
            return;
        }

        var cost = CallCost.Of(reply.Model.Options, reply.Tokens);
        budget.Settle(reservation, reply.Tokens is { } tokens ? tokens.Prompt + tokens.Completion : null, cost);
        Learn(call.Request, reply.Tokens);
        journal.Write(new ModelReplied(
            journal.Step, call.Request.Role, call.Key, reply.Model.Name, reply.Text!, reply.Tokens, cost, milliseconds)
        {
            FinishReason = reply.FinishReason?.Value,
            ToolCalls = reply.ToolCalls,
        });
    }

    private ModelReply? Recorded(RunJournal journal, Call call)
    {
        if (record?.Reply(call.Key) is { } replied)
        {
            // Counted and learned from as when it was asked, so that everything after it is cut and bounded alike.
            budget.Charge(call.Kind, replied.Tokens is { } tokens ? tokens.Prompt + tokens.Completion : Estimate(call.Request).Tokens, replied.CostUsd);
            Learn(call.Request, replied.Tokens);
            call.OnText?.Invoke(replied.Text);
            journal.Write(replied with { Recorded = true });
            return new ModelReply(replied.Text, null, replied.Tokens, TimeSpan.FromMilliseconds(replied.Milliseconds))
            {
                Model = pool.For(call.Request.Role)!,
                FinishReason = replied.FinishReason is { } reason ? new ChatFinishReason(reason) : null,
                ToolCalls = replied.ToolCalls,
            };
        }

        if (record?.Failure(call.Key, call.Kind != CallKind.SubCall) is { } failed)
        {
            if (Enum.GetValues<BudgetKind>().Select(k => new BudgetRefusal(k, 0)).FirstOrDefault(r => r.Name == failed.Budget) is { } refused)
            {
                return Refused(journal, call, budget.Reach(refused.Kind), isRecorded: true);
            }

            budget.Charge(call.Kind, 0, 0);
            journal.Write(failed with { Recorded = true });
            return Failed(call, failed.Error);
        }

        return null;
    }

    /// <summary>A call that a budget does not allow; nobody is asked.</summary>
    private ModelReply Refused(RunJournal journal, Call call, BudgetRefusal refusal, bool isRecorded)
    {
        journal.WriteReached(refusal);
        var error = refusal.ToError();
        journal.Write(new ModelFailed(journal.Step, call.Request.Role, call.Key, pool.For(call.Request.Role)!.Name, error, 0)
        {
            Budget = refusal.Name,
            Recorded = isRecorded,
        });
        return Failed(call, error);
    }

    private CallEstimate Estimate(ModelRequest request)
    {
        var model = pool.For(request.Role)!;
        var options = model.Options;
        var prompt = EstimateFor(request.Role).Of(request.Messages);
        var room = (Windows.For(request.Role) ?? long.MaxValue) - prompt;
        return new CallEstimate(
            prompt,
            Math.Clamp(room, 1, request.MaxOutputTokens ?? model.Profile.MaxTokens ?? UsualCompletion),
            options.PricePrompt,
            options.PriceCompletion);
    }

    private void Learn(ModelRequest request, TokenUse? used)
    {
        if (used is not null)
        {
            EstimateFor(request.Role).Learn(request.Messages, used.Prompt);
        }
    }

    private TokenGauge EstimateFor(ModelRole role) => _estimates.GetOrAdd(role, _ => new TokenGauge());

    private ModelReply Failed(Call call, RunError error) => new(null, error, null, TimeSpan.Zero) { Model = pool.For(call.Request.Role)! };

    private sealed record Call(string Key, CallKind Kind, ModelRequest Request, string? Prompt, Action<string>? OnText);
}
