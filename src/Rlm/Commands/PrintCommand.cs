namespace Rlm.Commands;

internal sealed record PrintArguments(string? Value = null, string? Name = null) : CommandArguments;

/// <summary>Shows a text, with variables put into it, or a variable.</summary>
internal sealed class PrintCommand() : Command<PrintArguments>(
    new CommandDeclaration(
        "print",
        CommandGroup.Keep,
        "Shows `value` with its `${variables}`, or the variable `name`.",
        [
            new CommandField("value", "a text") { Expands = true },
            new CommandField("name", "a variable, instead of `value`"),
        ],
        """{"op":"print","value":"${a} of ${b}"}""")
    { TakesStore = true },
    CommandJson.Default.PrintArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(PrintArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (arguments.Value is { } value)
        {
            return Task.FromResult(CommandOutcome.Done(value));
        }

        return Task.FromResult((arguments.Name ?? arguments.On) is { } name
            ? context.Resolve(name, out var problem) is { } text ? TextOutcome.Of(text, context) : problem!
            : CommandOutcome.Failed("invalid_arguments", $"print: give `value` or `name`. {Declaration.Example}"));
    }
}
