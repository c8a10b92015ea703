using Rlm.Documents;
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

        context.Variables.Storing = found.Declaration.Op;
        try
        {
            var outcome = await found.ExecuteAsync(command.Arguments, context, cancellationToken).ConfigureAwait(false);
            return store is null || outcome.Value is null || !outcome.Success ? outcome : Store(outcome, store, context);
        }
        catch (DocumentChangedException exception)
        {
            return CommandOutcome.Failed("input_changed", exception.Message);
        }
    }

    private static CommandOutcome Store(CommandOutcome outcome, string store, CommandContext context) =>
        context.Variables.TrySet(store, outcome.Value!)
            ? outcome
            : CommandOutcome.Failed("invalid_arguments", $"`{store}` is the name of all documents and cannot be set; choose another.");
}
