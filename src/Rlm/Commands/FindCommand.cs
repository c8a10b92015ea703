using System.Buffers;

namespace Rlm.Commands;

internal sealed record FindArguments(string Text) : CommandArguments;

/// <summary>The lines that contain a text.</summary>
internal sealed class FindCommand() : Command<FindArguments>(
    new CommandDeclaration(
        "find",
        CommandGroup.Read,
        "The lines that contain `text`, in upper or lower case.",
        [new CommandField("text", "what to look for, not a pattern", Required: true) { Expands = true }],
        """{"op":"find","text":"timeout","store":"hits"}""")
    { TakesOn = true, TakesStore = true },
    CommandJson.Default.FindArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(FindArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return Task.FromResult(problem!);
        }

        if (arguments.Text.Length == 0 || arguments.Text.Contains('\n'))
        {
            return Task.FromResult(CommandOutcome.Failed(
                "invalid_arguments", $"find: `text` must not be empty and lies within one line. {Declaration.Example}"));
        }

        var wanted = SearchValues.Create([arguments.Text], StringComparison.OrdinalIgnoreCase);
        return Task.FromResult(LineMatches.Find(
            Declaration.Op,
            text,
            (characters, from) =>
            {
                var at = characters[from..].IndexOfAny(wanted);
                return at < 0 ? -1 : from + at;
            },
            () => FindLiterals.Of(arguments.Text),
            context,
            cancellationToken));
    }
}
