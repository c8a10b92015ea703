using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record LenArguments : CommandArguments;

/// <summary>How long a text is.</summary>
internal sealed class LenCommand() : Command<LenArguments>(
    new CommandDeclaration(
        "len",
        CommandGroup.Read,
        "How many characters, bytes and lines a text has.",
        [],
        """{"op":"len","on":"notes"}""")
    { TakesOn = true, TakesStore = true },
    CommandJson.Default.LenArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(LenArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return Task.FromResult(problem!);
        }

        var counts = TextStatistics.Of(text, cancellationToken);
        return Task.FromResult(CommandOutcome.Done(
            $"{counts.Characters:N0} characters, {counts.Bytes:N0} bytes, {counts.Lines:N0} lines", Text.FromText($"{counts.Characters}")));
    }
}
