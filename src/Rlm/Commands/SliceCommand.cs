using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record SliceArguments(long Start = 0, long? End = null) : CommandArguments;

/// <summary>A part of a text by characters.</summary>
internal sealed class SliceCommand() : Command<SliceArguments>(
    new CommandDeclaration(
        "slice",
        CommandGroup.Read,
        "The characters from `start` up to `end`.",
        [
            new CommandField("start", "first character, from 0; negative counts from the end; default 0") { Type = CommandFieldType.WholeNumber },
            new CommandField("end", "the character after the last; negative counts from the end; default: to the end") { Type = CommandFieldType.WholeNumber },
        ],
        """{"op":"slice","start":0,"end":2000}""")
    { TakesOn = true, TakesStore = true },
    CommandJson.Default.SliceArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(
        SliceArguments arguments, CommandContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Resolve(arguments.On, out var problem) is { } text
            ? TextOutcome.Of(TextSlices.Slice(text, arguments.Start, arguments.End, cancellationToken), context)
            : problem!);
}
