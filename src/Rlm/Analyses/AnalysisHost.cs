using Rlm.Commands;
using Rlm.Runs;
using Rlm.Wasm.Execution;

namespace Rlm.Analyses;

/// <summary>
/// What an analysis asks of its run: models, runs inside it, variables; all within the run's budget. Chunks ask at once: what
/// is asked twice is answered once by <see cref="SubModel"/> and <see cref="NestedRuns"/>, and variables do not change while a
/// command is carried out.
/// </summary>
internal sealed class AnalysisHost(CommandContext context) : IHostCalls
{
    private const string NoModel = "no model answers here: compute it, or leave it to the commands";

    public async ValueTask<IReadOnlyList<HostReply>> AskAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken)
    {
        if (context.SubModel is not { } model)
        {
            return [.. prompts.Select(_ => HostReply.Refused(NoModel))];
        }

        var replies = await model.AskAllAsync(prompts, cancellationToken).ConfigureAwait(false);
        return [.. replies.Select(r => SubModel.Problem(r) is { } error ? HostReply.Refused(error.Message) : HostReply.Answer(r.Text!.Trim()))];
    }

    public async ValueTask<HostReply> RunAsync(string task, string text, CancellationToken cancellationToken)
    {
        if (context.NestedRuns is not { } runs)
        {
            return HostReply.Refused("no further run can begin inside this one: ask with llm_query, or compute it");
        }

        var (answer, error) = await runs.RunAsync(task, Documents.Text.FromText(text), cancellationToken).ConfigureAwait(false);
        return error is null ? HostReply.Answer(answer!) : HostReply.Refused(error.Message);
    }

    public ValueTask<HostReply> ReadVariableAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(
        context.Variables.Find(name) is { } text
            ? new HostReply(true, text)
            : HostReply.Refused($"there is no variable or document `{name}`; there are: {context.Variables.Describe()}"));
}
