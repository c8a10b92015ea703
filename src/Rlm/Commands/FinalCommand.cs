namespace Rlm.Commands;

internal sealed record FinalArguments(string Answer) : CommandArguments;

/// <summary>Ends the run with an answer.</summary>
internal sealed class FinalCommand() : Command<FinalArguments>(
    new CommandDeclaration(
        "final",
        CommandGroup.End,
        "Ends with this answer. Use it only when every part of the answer has been seen in an output.",
        [new CommandField("answer", "the answer for the user", Required: true) { Expands = true }],
        """{"op":"final","answer":"42 requests failed."}"""),
    CommandJson.Default.FinalArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(FinalArguments arguments, CommandContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new CommandOutcome { Success = true, Output = arguments.Answer, Answer = arguments.Answer });
}
