using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record SetArguments(string Name, string Value) : CommandArguments;

/// <summary>Keeps a text.</summary>
internal sealed class SetCommand() : Command<SetArguments>(
    new CommandDeclaration(
        "set",
        CommandGroup.Keep,
        "Keeps `value` in the variable `name`.",
        [
            new CommandField("name", "the variable", Required: true),
            new CommandField("value", "its text", Required: true) { Expands = true },
        ],
        """{"op":"set","name":"note","value":"seen up to ${last}"}"""),
    CommandJson.Default.SetArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(SetArguments arguments, CommandContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Variables.TrySet(arguments.Name, Text.FromText(arguments.Value))
            ? CommandOutcome.Done($"`{VariableName.Normalize(arguments.Name)}` has {arguments.Value.Length:N0} characters", null)
            : CommandOutcome.Failed("invalid_arguments", $"set: `{arguments.Name}` cannot be set: use letters, digits and _, and not `context`. {Declaration.Example}"));
}
