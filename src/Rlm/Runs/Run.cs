using Microsoft.Extensions.AI;
using Rlm.Budgets;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Prompts;
using Rlm.Replies;
using Rlm.Sessions;

namespace Rlm.Runs;

/// <summary>The loop of one run: the root model's turn, its commands, what it is told of them; until there is an answer.</summary>
internal sealed class Run(RunTree tree, RunNode node, string question, AnswerForm? form = null, SessionState? session = null)
{
    private readonly Conversation _conversation = new();
    private readonly Step _steps = new(node.Context, new CommandRunner(tree.Services.Catalog), tree.Services.Time, tree.Clock, form);
    private IReadOnlyList<AIFunctionDeclaration>? _tools;
    private int _iterations;
    private bool _nudged;

    public async Task<NodeResult> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentChangedException exception)
        {
            return Failed(new RunError("input_changed", exception.Message));
        }

        try
        {
            while (WhyToEnd() is not { } why)
            {
                if (await TurnAsync(cancellationToken).ConfigureAwait(false) is { } result)
                {
                    return result;
                }
            }
        }
        catch (OperationCanceledException) when (tree.Clock.IsOver)
        {
            node.Journal.WriteReached(tree.Budget.Reach(BudgetKind.Seconds));
        }

        return await LastTurnAsync(WhyToEnd()!).ConfigureAwait(false);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var request = new PromptRequest(
            tree.Services.Catalog, node.Context.Documents, tree.Limits with { OutputLimit = node.Context.OutputLimit })
        {
            HasSubModel = node.Context.SubModel is not null,
            NestedDepth = node.Context.NestedRuns is null ? 0 : tree.Limits.MaxDepth - node.Depth,
            Size = tree.Style.Size,
            ToolCalls = tree.Style.ToolCalls,
            MaxPreviewBytes = tree.Calls.Windows.PreviewBytes,
        };
        var prompt = await tree.Services.Prompts.BuildAsync(request, cancellationToken).ConfigureAwait(false);
        node.Journal.Write(new PromptBuilt(prompt.Hash, prompt.Toolchain));
        _tools = tree.Style.ToolCalls ? ToolDeclarations.Of(prompt.Commands) : null;
        _conversation.Open(
        [
            new ChatMessage(ChatRole.System, prompt.Text),
            .. prompt.PriorTurns.Select(t => new ChatMessage(t.FromModel ? ChatRole.Assistant : ChatRole.User, t.Text)),
            .. tree.Opening(session, question, form, withCommands: true),
        ]);
    }

    /// <summary>Why the model gets one last turn, or null while the run may go on.</summary>
    private string? WhyToEnd()
    {
        if (_iterations >= tree.Limits.MaxIterations)
        {
            var refusal = node.Depth == 0 ? tree.Budget.Reach(BudgetKind.Iterations) : new BudgetRefusal(BudgetKind.Iterations, tree.Limits.MaxIterations);
            node.Journal.WriteReached(refusal);
            return "Your turns are used up.";
        }

        return _steps.Repeats.IsCircling ? "The same command was given three times."
            : tree.Budget.Reached?.Kind switch
            {
                null => null,
                BudgetKind.SubCalls => "The questions to models that this run may ask are used up.",
                BudgetKind.Tokens => "The tokens of this run are used up.",
                BudgetKind.Cost => "The money of this run is used up.",
                BudgetKind.Seconds => "The time of this run is over.",
                _ => "The turns of this run are used up.",
            };
    }

    /// <summary>One turn; its result when the run is over.</summary>
    private async Task<NodeResult?> TurnAsync(CancellationToken cancellationToken)
    {
        var reply = await AskAsync(node.Depth == 0 ? CallKind.Turn : CallKind.SubCall, isLast: false, cancellationToken).ConfigureAwait(false);
        if (reply.Error is { } error)
        {
            if (error.Code != "budget_exhausted" || tree.Budget.Reached is null)
            {
                return Failed(error);
            }

            // It was not taken, for want of budget; there is a last one.
            _iterations--;
            return null;
        }

        var reading = Read(reply);
        if (reading.Commands.Count == 0)
        {
            return Unreadable(reply, reading);
        }

        _nudged = false;
        var result = await _steps.ExecuteAsync(_iterations, reading, node.Journal, cancellationToken).ConfigureAwait(false);
        if (result.Answer is not null)
        {
            return new NodeResult(result.Answer, null, _iterations);
        }

        _conversation.Tell(result.Report);
        return null;
    }

    /// <summary>Prose is told what a command looks like; prose again is what the model has to say.</summary>
    private NodeResult? Unreadable(ModelReply reply, ReplyReading reading)
    {
        var said = ReplyReader.Said(reply.Text!).Trim();
        var reason = PromptBuilder.Unreadable(reading.Problems);
        if (_nudged && reading.Problems.Count == 0 && said.Length > 0)
        {
            var (answer, wrong) = form?.Take(said) ?? (said, null);
            if (answer is not null)
            {
                return new NodeResult(answer, null, _iterations);
            }

            reason = $"If this was the answer, it was not taken, because {wrong}\n\n{reason}";
        }

        _nudged |= reading.Problems.Count == 0;
        node.Journal.Write(new ReplyUnreadable(_iterations, reason));
        _conversation.Tell(reason);
        return null;
    }

    /// <summary>Something is used up: whatever the model says now is the answer.</summary>
    private async Task<NodeResult> LastTurnAsync(string why)
    {
        _conversation.Tell(PromptBuilder.LastTurn(why));
        try
        {
            var reply = await AskAsync(node.Depth == 0 ? CallKind.LastTurn : CallKind.SubCall, isLast: true, tree.Clock.LastTurn).ConfigureAwait(false);
            return reply.Error is { } error ? Failed(error)
                : await AnswerOfAsync(reply).ConfigureAwait(false) is { } answer ? new NodeResult(answer, null, _iterations)
                : Failed(new RunError("budget_exhausted", $"{why} The model was asked for an answer and gave none. Ask a narrower question, or allow more ({Budgets()})."));
        }
        catch (OperationCanceledException) when (tree.Clock.IsOver)
        {
            return Failed(tree.Budget.Reach(BudgetKind.Seconds).ToError());
        }
    }

    private async Task<string?> AnswerOfAsync(ModelReply reply)
    {
        // An answer that stands there whole counts whatever stands beside it; half of one does not.
        var reading = Read(reply);
        var last = reading.Commands.Where(c => c.Op is "final" or "final_var" && c.IsClosed).Take(1).ToList();
        if (last.Count > 0)
        {
            var result = await _steps
                .ExecuteAsync(_iterations, reading with { Commands = last, Problems = [] }, node.Journal, tree.Clock.LastTurn)
                .ConfigureAwait(false);
            return result.Answer;
        }

        var said = ReplyReader.Said(reply.Text!).Trim();
        return reading.Commands.Count == 0 && reading.Problems.Count == 0 && said.Length > 0
            ? form is null ? said : form.Take(said).Answer
            : null;
    }

    /// <summary>The model's next turn.</summary>
    private async Task<ModelReply> AskAsync(CallKind kind, bool isLast, CancellationToken cancellationToken)
    {
        _iterations++;
        var step = _iterations;
        node.Journal.Write(new StepStarted(step));
        _conversation.ShortenUntil(messages => tree.Calls.Fits(kind, messages));
        var turn = new RootTurn(_conversation.Messages) { IsLast = isLast, Tools = _tools, Schema = isLast && _tools is null ? LastCommand.Schema : null };
        var reply = await tree.Calls
            .TurnAsync(node.Journal, turn, kind, text => node.Journal.Write(new ModelText(step, text)), cancellationToken)
            .ConfigureAwait(false);
        if (reply.Text is { } text)
        {
            _conversation.Hear(ToolCallText.Append(text, reply.ToolCalls));
        }

        return reply;
    }

    private ReplyReading Read(ModelReply reply)
    {
        var reading = ReplyReader.ReadToolCalls([.. reply.ToolCalls.Select(c => (c.Name, c.Arguments))], reply.Text!);
        if (tree.Style.OneCommandAReply && reading.Commands.Count > 1 && reading.Commands[0].Op is not ("final" or "final_var"))
        {
            var left = string.Join(", ", reading.Commands.Skip(1).Select(c => c.Op));
            reading = reading with
            {
                Commands = [reading.Commands[0]],
                Problems = [.. reading.Problems, $"Only the first command of a reply is carried out; {left} was not. Look at the result first, then give the next one."],
            };
        }

        return CutOff(reply) is { } problem ? reading with { Problems = [problem, .. reading.Problems] } : reading;
    }

    /// <summary>What the model is told of a reply that its provider cut off, or null when it was not.</summary>
    private static string? CutOff(ModelReply reply) => !reply.IsCutOff ? null
        : reply.FinishReason == RepetitionGuard.Reason ? "Your reply repeated itself without end and was cut off: say it once, in another way."
        : reply.FinishReason == ChatFinishReason.Length ? "Your reply was cut off by the limit of its length: write less, and one command at a time."
        : "Your reply was cut off by a filter of the provider: leave out what it may have objected to, and say the rest in other words.";

    private string Budgets() =>
        $"--max-iterations {tree.Limits.MaxIterations}, --max-sub-calls {tree.Limits.MaxSubCalls}, --max-tokens {tree.Limits.MaxTokens}, --max-cost {tree.Limits.CostLimit}, --max-seconds {tree.Limits.MaxTime.TotalSeconds}";

    private NodeResult Failed(RunError error) => new(null, error, _iterations);
}
