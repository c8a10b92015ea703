using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Rlm.Commands;

/// <summary>One of the things that a model can do. Holds no state: everything that changes is in the context.</summary>
public abstract class Command
{
    private protected Command(CommandDeclaration declaration) => Declaration = declaration;

    /// <summary>What is said about it everywhere.</summary>
    public CommandDeclaration Declaration { get; }

    /// <summary>Carries it out with the fields that a model gave.</summary>
    internal abstract Task<CommandOutcome> ExecuteAsync(JsonObject fields, CommandContext context, CancellationToken cancellationToken);
}

/// <summary>A command with its fields as a record.</summary>
/// <typeparam name="TArguments">The fields; source-generated JSON in snake case.</typeparam>
public abstract class Command<TArguments> : Command
    where TArguments : CommandArguments
{
    private readonly JsonTypeInfo<TArguments> _type;

    /// <summary>Makes a command.</summary>
    /// <param name="declaration">What is said about it everywhere.</param>
    /// <param name="type">How its fields are read.</param>
    protected Command(CommandDeclaration declaration, JsonTypeInfo<TArguments> type)
        : base(declaration) => _type = type;

    /// <summary>Carries it out. Expected failures are outcomes, not exceptions.</summary>
    protected abstract Task<CommandOutcome> ExecuteAsync(TArguments arguments, CommandContext context, CancellationToken cancellationToken);

    internal sealed override async Task<CommandOutcome> ExecuteAsync(
        JsonObject fields, CommandContext context, CancellationToken cancellationToken) =>
        ArgumentReader.Read(fields, Declaration, _type, context, out var problem) is { } arguments
            ? await ExecuteAsync(arguments, context, cancellationToken).ConfigureAwait(false)
            : problem!;
}
