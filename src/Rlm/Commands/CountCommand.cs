using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record CountArguments(string What = "lines") : CommandArguments;

/// <summary>Counts one thing in a text.</summary>
internal sealed class CountCommand() : Command<CountArguments>(
    new CommandDeclaration(
        "count",
        CommandGroup.Read,
        "Counts `lines`, `words`, `chars`, `bytes`, or (of a stored result) `matches`: its lines. Gives the number alone.",
        [new CommandField("what", "lines | words | chars | bytes | matches; default lines")],
        """{"op":"count","what":"words"}""")
    { TakesOn = true, TakesStore = true },
    CommandJson.Default.CountArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(CountArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return Task.FromResult(problem!);
        }

        long? count = arguments.What.TrimEnd('s') switch
        {
            "line" or "match" or "matche" => TextStatistics.CountLines(text, cancellationToken),
            "word" => text.CountWords(cancellationToken),
            "char" or "character" => TextStatistics.CountCharacters(text, cancellationToken),
            "byte" => text.Length,
            _ => null,
        };
        return Task.FromResult(count is { } value
            ? CommandOutcome.Done($"{value}")
            : CommandOutcome.Failed(
                "invalid_arguments", $"count: `what` is lines, words, chars, bytes or matches, not `{arguments.What}`. {Declaration.Example}"));
    }
}
