using Microsoft.Extensions.AI;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Prompts;
using Rlm.Replies;

namespace Rlm.Runs;

/// <summary>The loop of one run: the root model's turn, its commands, what it is told of them; until there is an answer.</summary>
internal sealed class Run(
    RunRequest request,
    CommandContext context,
    CommandCatalog catalog,
    PromptBuilder prompts,
    ModelCaller caller,
    RunBudget budget,
    RunJournal journal,
    TimeProvider time)
{
    private readonly string _runId = request.RunId ?? RunIds.New(time);
    private readonly List<ChatMessage> _messages = [];
    private readonly Step _steps = new(context, new CommandRunner(catalog), request.Limits, time);
    private readonly long _began = time.GetTimestamp();
    private RunTotals _totals = RunTotals.Zero;
    private int _iterations;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (request.Models.Root is not { } root)
        {
            Finish(null, new RunError("not_configured", "No model drives the run. Name one with --model and --base-url, or RLM_MODEL and RLM_BASE_URL."));
            return;
        }

        SystemPrompt prompt;
        try
        {
            prompt = await prompts
                .BuildAsync(catalog, request.Documents, context.SubModel is not null, request.Limits, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DocumentChangedException exception)
        {
            Finish(null, new RunError("input_changed", exception.Message));
            return;
        }

        journal.Write(new RunStarted(
            _runId,
            request.Question,
            [.. request.Documents.Documents.Select(d => new DocumentFacts(d.Name, d.Bytes))],
            root.Name,
            root.Endpoint,
            request.Limits.MaxIterations,
            request.Limits.MaxSubCalls,
            prompt.Hash));
        _messages.Add(new ChatMessage(ChatRole.System, prompt.Text));
        _messages.Add(new ChatMessage(ChatRole.User, PromptBuilder.Question(request.Question)));

        while (_iterations < request.Limits.MaxIterations)
        {
            if (await TurnAsync(cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }

        journal.Write(new BudgetReached("iterations", request.Limits.MaxIterations));
        await LastTurnAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One turn; true when the run is over.</summary>
    private async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken).ConfigureAwait(false) is not { } reading)
        {
            return true;
        }

        if (reading.Commands.Count == 0)
        {
            var reason = PromptBuilder.Unreadable(reading.Problems);
            journal.Write(new ReplyUnreadable(_iterations, reason));
            _messages.Add(new ChatMessage(ChatRole.User, reason));
            return false;
        }

        var result = await _steps.ExecuteAsync(_iterations, reading, journal, cancellationToken).ConfigureAwait(false);
        AddCosts(result);
        if (result.Answer is not null)
        {
            Finish(result.Answer, null);
            return true;
        }

        _messages.Add(new ChatMessage(ChatRole.User, result.Report));
        return false;
    }

    /// <summary>The budget is used up: whatever the model says now is the answer.</summary>
    private async Task LastTurnAsync(CancellationToken cancellationToken)
    {
        _messages.Add(new ChatMessage(ChatRole.User, PromptBuilder.LastTurn));
        if (await AskAsync(cancellationToken).ConfigureAwait(false) is not { } reading)
        {
            return;
        }

        // An answer that stands there whole counts whatever stands beside it; half of one does not.
        var last = reading.Commands.Where(c => c.Op is "final" or "final_var" && c.IsClosed).Take(1).ToList();
        if (last.Count > 0)
        {
            var result = await _steps.ExecuteAsync(_iterations, reading with { Commands = last, Problems = [] }, journal, cancellationToken).ConfigureAwait(false);
            if (result.Answer is not null)
            {
                Finish(result.Answer, null);
                return;
            }
        }

        Finish(null, new RunError(
            "budget_exhausted",
            $"The model gave no answer within {request.Limits.MaxIterations} turns and one more. Ask a narrower question, or allow more turns."));
    }

    /// <summary>The model's next turn, or null when it gave none and the run is over.</summary>
    private async Task<ReplyReading?> AskAsync(CancellationToken cancellationToken)
    {
        _iterations++;
        journal.Write(new StepStarted(_iterations));
        var reply = await caller
            .AskAsync(request.Models, new ModelRequest(ModelRole.Root, _messages), text => journal.Write(new ModelText(_iterations, text)), cancellationToken)
            .ConfigureAwait(false);
        _totals = _totals.AddModel(
            reply.Tokens, reply.Elapsed.TotalMilliseconds, reply.Model.Options.PricePrompt, reply.Model.Options.PriceCompletion);
        if (reply.Error is { } error)
        {
            journal.Write(new ModelFailed(_iterations, error));
            Finish(null, error);
            return null;
        }

        journal.Write(new ModelReplied(_iterations, reply.Text!, reply.Tokens, reply.Elapsed.TotalMilliseconds));
        _messages.Add(new ChatMessage(ChatRole.Assistant, reply.Text));
        var reading = ReplyReader.Read(reply.Text!);
        return CutOff(reply) is { } problem ? reading with { Problems = [problem, .. reading.Problems] } : reading;
    }

    /// <summary>What the model is told of a reply that its provider cut off, or null when it was not.</summary>
    private static string? CutOff(ModelReply reply) => !reply.IsCutOff ? null
        : reply.FinishReason == ChatFinishReason.Length ? "Your reply was cut off by the limit of its length: write less, and one command at a time."
        : "Your reply was cut off by a filter of the provider: leave out what it may have objected to, and say the rest in other words.";

    private void AddCosts(StepResult result)
    {
        foreach (var facts in result.Analyses)
        {
            _totals = _totals.AddAnalysis(facts);
        }
    }

    private void Finish(string? answer, RunError? error)
    {
        var sub = context.SubModel?.Totals ?? RunTotals.Zero;
        var known = _totals.CostKnown && sub.CostKnown;
        journal.Write(new RunFinished(new RunResult
        {
            Answer = answer,
            Success = error is null,
            Error = error,
            RunId = _runId,
            Iterations = _iterations,
            SubCalls = budget.SubCalls,
            Tokens = new RunTokens(
                _totals.PromptTokens + sub.PromptTokens,
                _totals.CompletionTokens + sub.CompletionTokens,
                (request.Documents.Context.Length + 3) / 4),
            CostUsd = known ? _totals.CostUsd + sub.CostUsd : null,
            TimingsMs = new RunTimings(
                Math.Round(time.GetElapsedTime(_began).TotalMilliseconds, 3),
                Math.Round(_totals.ModelMs + sub.ModelMs, 3),
                Math.Round(_totals.CompileMs, 3),
                Math.Round(_totals.WasmMs, 3)),
        }));
    }
}
