using System.Text;
using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record DocumentsArguments : CommandArguments;

/// <summary>Lists the documents.</summary>
internal sealed class DocumentsCommand() : Command<DocumentsArguments>(
    new CommandDeclaration(
        "documents",
        CommandGroup.Read,
        "Lists the documents with their sizes, and what was left out.",
        [],
        """{"op":"documents"}""")
    { TakesStore = true },
    CommandJson.Default.DocumentsArguments)
{
    protected override Task<CommandOutcome> ExecuteAsync(
        DocumentsArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        context.Variables.Noted(context.Documents.Context);
        var text = new StringBuilder();
        foreach (var document in context.Documents.Documents)
        {
            var lines = TextStatistics.CountLines(document.Text, cancellationToken);
            text.Append($"{document.Name}  {document.Bytes:N0} bytes, {lines:N0} lines\n");
        }

        foreach (var left in context.Documents.LeftOut)
        {
            text.Append($"left out: {left.Path} ({left.Reason})\n");
        }

        return Task.FromResult(CommandOutcome.Done(text.ToString()));
    }
}
