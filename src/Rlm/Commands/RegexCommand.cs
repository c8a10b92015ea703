namespace Rlm.Commands;

internal sealed record RegexArguments(string Pattern) : CommandArguments;

/// <summary>The lines that match a pattern.</summary>
internal sealed class RegexCommand() : Command<RegexArguments>(
    new CommandDeclaration(
        "regex",
        CommandGroup.Read,
        "The lines in which `pattern` matches, case and all; `^` and `$` are the ends of a line.",
        [new CommandField("pattern", "a regular expression without look-around and back references; upper and lower case differ, but for (?i)", Required: true) { Expands = true }],
        """{"op":"regex","pattern":"^ERROR .*\\d+ ms$","store":"errors"}""")
    { TakesOn = true, TakesStore = true },
    CommandJson.Default.RegexArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(RegexArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return Task.FromResult(problem!);
        }

        if (SafeRegex.Create(arguments.Pattern, out var wrong) is not { } regex)
        {
            return Task.FromResult(CommandOutcome.Failed("invalid_arguments", $"regex: {wrong} {Declaration.Example}"));
        }

        return Task.FromResult(LineMatches.Find(Declaration.Op, text, new LineRegex(regex).Next, () => RegexLiterals.Of(arguments.Pattern), context, cancellationToken));
    }
}
