using Rlm.Documents;
using Rlm.Evidence;
using Rlm.Replies;

namespace Rlm.Commands;

/// <summary>Carries out one command as it stands in a reply, and keeps its result.</summary>
internal sealed class CommandRunner(CommandCatalog catalog)
{
    public async Task<CommandOutcome> RunAsync(ReplyCommand command, CommandContext context, CancellationToken cancellationToken)
    {
        if (catalog.Find(command.Op) is not { } found)
        {
            var names = string.Join(", ", catalog.Commands.Select(c => c.Declaration.Op));
            return CommandOutcome.Failed("unknown_command", $"There is no command `{command.Op}`. The commands are: {names}.");
        }

        var store = command.Arguments["store"]?.ToString();
        if (store is not null && !VariableName.IsValid(VariableName.Normalize(store)))
        {
            return CommandOutcome.Failed(
                "invalid_arguments", $"`{store}` cannot be the name of a variable: use letters, digits and _, and begin with a letter.");
        }

        context.Variables.BeginCommand();
        context.Variables.Storing = found.Declaration.Op;
        try
        {
            var outcome = await found.ExecuteAsync(command.Arguments, context, cancellationToken).ConfigureAwait(false);
            outcome = store is null || outcome.Value is null || !outcome.Success ? outcome : Store(outcome, store, context);
            return WithSources(outcome, context.Variables.EndCommand());
        }
        catch (DocumentChangedException exception)
        {
            return CommandOutcome.Failed("input_changed", exception.Message);
        }
    }

    /// <summary>What a result is a part of is told by its text; else it was computed from what the command read.</summary>
    private static CommandOutcome WithSources(CommandOutcome outcome, SourceRanges read) =>
        outcome is { Success: true, Value.Sources: { IsEmpty: false } own } ? outcome with { Sources = own, ReadsOut = true }
        : outcome.Success || outcome.Analysis is not null ? outcome with { Sources = read }
        : outcome;

    private static CommandOutcome Store(CommandOutcome outcome, string store, CommandContext context) =>
        context.Variables.TrySet(store, outcome.Value!)
            ? outcome
            : CommandOutcome.Failed("invalid_arguments", $"`{store}` is the name of all documents and cannot be set; choose another.");
}
