using System.Text.Json.Serialization.Metadata;

namespace Rlm.Commands;

/// <summary>Carries out a command that the host of this library added.</summary>
/// <typeparam name="TArguments">Its fields.</typeparam>
/// <param name="arguments">What the model gave, read and checked against the declaration.</param>
/// <param name="context">Documents, variables and models of the run.</param>
/// <param name="cancellationToken">Cancelled when the run is stopped or its time is over.</param>
/// <returns>What came of it. Expected failures are outcomes, not exceptions; their messages are read by a model.</returns>
public delegate Task<CommandOutcome> ExecuteCommand<in TArguments>(
    TArguments arguments, CommandContext context, CancellationToken cancellationToken);

/// <summary>A command out of a declaration and a function.</summary>
internal sealed class HostCommand<TArguments>(
    CommandDeclaration declaration, JsonTypeInfo<TArguments> type, ExecuteCommand<TArguments> execute) : Command<TArguments>(declaration, type)
    where TArguments : CommandArguments
{
    protected override Task<CommandOutcome> ExecuteAsync(TArguments arguments, CommandContext context, CancellationToken cancellationToken) =>
        execute(arguments, context, cancellationToken);
}
