using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record IndexTermsArguments(string Pattern = @"[\p{L}\p{N}_]+", long MinCount = 1, int MaxTerms = 100) : CommandArguments;

/// <summary>The terms of a text and how often they occur.</summary>
internal sealed class IndexTermsCommand() : Command<IndexTermsArguments>(
    new CommandDeclaration(
        "index_terms",
        CommandGroup.Read,
        "Counts everything that `pattern` matches; the most frequent first, as `count<TAB>term`.",
        [
            new CommandField("pattern", "a regular expression; default: words") { Expands = true },
            new CommandField("min_count", "leave out terms that are rarer; default 1") { Type = CommandFieldType.WholeNumber },
            new CommandField("max_terms", "how many to keep, 1 to 100,000; default 100") { Type = CommandFieldType.WholeNumber },
        ],
        """{"op":"index_terms","pattern":"\\b[A-Z]{2,}\\b","min_count":3,"max_terms":50}""")
    { TakesOn = true, TakesStore = true },
    CommandJson.Default.IndexTermsArguments)
{
    private const int MostDistinct = 2_000_000;

    /// <summary>Characters of all different terms together: a pattern may match a whole line.</summary>
    private const long MostCharacters = 64L << 20;

    protected override Task<CommandOutcome> ExecuteAsync(IndexTermsArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return Task.FromResult(problem!);
        }

        if (SafeRegex.Create(arguments.Pattern, out var wrong) is not { } regex)
        {
            return Task.FromResult(CommandOutcome.Failed("invalid_arguments", $"index_terms: {wrong} {Declaration.Example}"));
        }

        var terms = new TermCounts();
        var runs = CharacterRuns.Of(regex);
        using var windows = new LineWindows(text, cancellationToken);
        while (windows.Next())
        {
            if (runs is null)
            {
                terms.Add(windows.Decode(), regex);
            }
            else
            {
                terms.Add(windows.Decode(), runs);
            }

            if (terms.Distinct > MostDistinct || terms.Characters > MostCharacters)
            {
                var bound = terms.Distinct > MostDistinct ? $"{MostDistinct:N0} different terms" : $"{MostCharacters:N0} characters in different terms";
                return Task.FromResult(CommandOutcome.Failed(
                    "output_too_large", $"There are more than {bound}. Use a narrower pattern, or rust_wasm."));
            }
        }

        if (windows.IsTooLong)
        {
            return Task.FromResult(LineWindows.TooLong(Declaration.Op));
        }

        var top = terms.Ranked(arguments.MinCount, Math.Clamp(arguments.MaxTerms, 1, 100_000)).Select(c => $"{c.Value}\t{c.Key}\n");
        return Task.FromResult(TextOutcome.Of(Text.FromText(string.Concat(top)), context, $"{terms.Distinct:N0} different terms\n"));
    }
}
