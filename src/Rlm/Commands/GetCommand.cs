namespace Rlm.Commands;

internal sealed record GetArguments(string Name) : CommandArguments;

/// <summary>Shows a variable.</summary>
internal sealed class GetCommand() : Command<GetArguments>(
    new CommandDeclaration(
        "get",
        CommandGroup.Keep,
        "Shows a variable or a document.",
        [new CommandField("name", "the variable or document", Required: true)],
        """{"op":"get","name":"hits"}""")
    { TakesStore = true },
    CommandJson.Default.GetArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(GetArguments arguments, CommandContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Resolve(arguments.Name, out var problem) is { } text ? TextOutcome.Of(text, context) : problem!);
}
