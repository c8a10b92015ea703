using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record LinesArguments(long Start = 0, long? End = null) : CommandArguments;

/// <summary>A part of a text by lines.</summary>
internal sealed class LinesCommand() : Command<LinesArguments>(
    new CommandDeclaration(
        "lines",
        CommandGroup.Read,
        "The lines from `start` up to `end`.",
        [
            new CommandField("start", "first line, from 0; negative counts from the end; default 0") { Type = CommandFieldType.WholeNumber },
            new CommandField("end", "the line after the last; negative counts from the end; default: to the end") { Type = CommandFieldType.WholeNumber },
        ],
        """{"op":"lines","start":0,"end":40}""")
    { TakesOn = true, TakesStore = true },
    CommandJson.Default.LinesArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(
        LinesArguments arguments, CommandContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Resolve(arguments.On, out var problem) is { } text
            ? TextOutcome.Of(TextLines.Slice(text, arguments.Start, arguments.End, cancellationToken), context)
            : problem!);
}
