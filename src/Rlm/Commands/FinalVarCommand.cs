namespace Rlm.Commands;

internal sealed record FinalVarArguments(string Name) : CommandArguments;

/// <summary>Ends the run with a variable as its answer.</summary>
internal sealed class FinalVarCommand() : Command<FinalVarArguments>(
    new CommandDeclaration(
        "final_var",
        CommandGroup.End,
        "Ends with the text of a variable as the answer. May follow the command that computes it in the same reply.",
        [new CommandField("name", "the variable", Required: true)],
        """{"op":"final_var","name":"result"}"""),
    CommandJson.Default.FinalVarArguments)
{
    private const int MaxAnswerBytes = 1 << 20;

    protected override Task<CommandOutcome> ExecuteAsync(FinalVarArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Resolve(arguments.Name, out var problem) is not { } text)
        {
            return Task.FromResult(problem!);
        }

        if (text.Length > MaxAnswerBytes)
        {
            return Task.FromResult(CommandOutcome.Failed(
                "output_too_large", $"`{arguments.Name}` has {text.Length:N0} bytes, too many for an answer. Reduce it first: count, sort, take the top."));
        }

        var answer = text.ReadUtf8String().TrimEnd('\n');
        return Task.FromResult(new CommandOutcome { Success = true, Output = answer, Answer = answer });
    }
}
