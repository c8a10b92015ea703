using Microsoft.Extensions.AI;
using Rlm.Budgets;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Mending;
using Rlm.Models;
using Rlm.Sessions;

namespace Rlm.Runs;

/// <summary>One question and all the runs inside it: they share the models, the budget, the record and the clock.</summary>
internal sealed class RunTree(RunRequest request, RunServices services, ModelCalls calls, RunBudget budget, RunClock clock, AnswerForm? form)
{
    private readonly SingleFlight<NodeResult> _nested = new(r => r.Error is null);

    public RunLimits Limits => request.Limits;

    /// <summary>How the root model is spoken with.</summary>
    public RunStyle Style { get; } = RunStyle.Of(request.Models.Root!, calls.Windows);

    public RunServices Services { get; } = services;

    public ModelCalls Calls { get; } = calls;

    public RunBudget Budget { get; } = budget;

    public RunClock Clock { get; } = clock;

    /// <summary>The run itself.</summary>
    public async Task<NodeResult> RunAsync(RunJournal journal, Variables variables, CancellationToken cancellationToken)
    {
        if (request.Documents.Context.Length <= Limits.BypassThreshold)
        {
            var direct = await new DirectQuestion(this, journal, request, form).AskAsync(cancellationToken).ConfigureAwait(false);
            return direct with { Evidence = request.Documents.Context.Sources };
        }

        var node = Node(journal, request.Documents, variables, 0);
        var result = await new Run(this, node, request.Question, form, request.Session).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return result with { Evidence = node.Context.Evidence.Sources };
    }

    /// <summary>What a run begins with after the system prompt: the history of its session, and the question.</summary>
    public IReadOnlyList<ChatMessage> Opening(SessionState? session, string question, AnswerForm? form, bool withCommands)
    {
        var messages = SessionHistory.Messages(session, question, Calls.Windows.HistoryLimit(session?.HistoryLimit ?? 0), withCommands);
        return form is null ? messages : [.. messages.SkipLast(1), new ChatMessage(ChatRole.User, $"{messages[^1].Text}\n\n{form.Instruction}")];
    }

    /// <summary>A run inside it. The same question about the same text is answered once.</summary>
    public async Task<NodeResult> NestAsync(RunJournal parent, int depth, string task, Text text, CancellationToken cancellationToken)
    {
        if (depth > Limits.MaxDepth)
        {
            var refusal = Budget.Reach(BudgetKind.Depth);
            parent.WriteReached(refusal);
            return new NodeResult(null, refusal.ToError(), 0);
        }

        var documents = DocumentSet.Of([("text", text)]);
        var id = CallKey.Node(task, documents.Documents[0].ComputeHash(cancellationToken));
        return await _nested.GetAsync(id, BeginAsync, cancellationToken).ConfigureAwait(false);

        async Task<NodeResult> BeginAsync()
        {
            parent.Write(new NestedStarted(id, depth, task, text.Length));
            var node = Node(parent.Nested(id), documents, new Variables(documents), depth);
            var result = await new Run(this, node, task).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            parent.Write(new NestedFinished(id, result.Answer, result.Error, result.Iterations));
            return result;
        }
    }

    private RunNode Node(RunJournal journal, DocumentSet documents, Variables variables, int depth)
    {
        var sub = Calls.Has(ModelRole.Sub) ? new SubModel(Calls, journal, Budget) { MaxPromptBytes = Calls.Windows.SubPromptBytes } : null;
        var nested = Calls.Has(ModelRole.Root) && depth < Limits.MaxDepth ? new NestedRuns(this, journal, depth + 1) : null;
        return new RunNode(depth, journal, new CommandContext
        {
            Documents = documents,
            Variables = variables,
            Analyses = Services.Analyses,
            OutputLimit = Calls.Windows.OutputLimit(Limits.OutputLimit),
            SubModel = sub,
            NestedRuns = nested,
            Progress = new ChunkEvents(journal),
            Coder = Calls.Has(ModelRole.Coder) ? new CodeMender(Calls, journal, Services.RepairAttempts) : null,
        });
    }
}
