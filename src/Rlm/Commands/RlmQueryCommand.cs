namespace Rlm.Commands;

internal sealed record RlmQueryArguments(string Task) : CommandArguments;

/// <summary>Answers a question about a text in a run of its own.</summary>
internal sealed class RlmQueryCommand() : Command<RlmQueryArguments>(
    new CommandDeclaration(
        "rlm_query",
        CommandGroup.Ask,
        "Gives a question about a text, however large, to a run of its own with all these commands. For a task inside the task.",
        [new CommandField("task", "the whole question", Required: true) { Expands = true }],
        """{"op":"rlm_query","task":"Which clauses end this contract early? Quote them.","on":"contract.txt","store":"clauses"}""")
    {
        Need = CommandNeed.NestedRuns,
        TakesOn = true,
        TakesStore = true,
    },
    CommandJson.Default.RlmQueryArguments)
{
    protected override async Task<CommandOutcome> ExecuteAsync(
        RlmQueryArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.NestedRuns is not { } runs)
        {
            return CommandOutcome.Failed(
                "budget_exhausted", "rlm_query: no further run can begin inside this one. Ask with llm_query or llm_map, or compute with rust_wasm.");
        }

        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return problem!;
        }

        var (answer, error) = await runs.RunAsync(arguments.Task, text, cancellationToken).ConfigureAwait(false);
        return error is null ? CommandOutcome.Done(answer!) : CommandOutcome.Failed(error.Code, $"rlm_query: {error.Message}");
    }
}
