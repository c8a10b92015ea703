using System.Text;
using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record SplitArguments(string Delimiter) : CommandArguments;

/// <summary>Cuts a text at a delimiter.</summary>
internal sealed class SplitCommand() : Command<SplitArguments>(
    new CommandDeclaration(
        "split",
        CommandGroup.Read,
        "Cuts a text at `delimiter` and keeps the parts one a line (line breaks inside a part become spaces).",
        [new CommandField("delimiter", "where to cut, such as \";\" or \"\\n\\n\"", Required: true) { Expands = true }],
        """{"op":"split","delimiter":"\n\n","store":"paragraphs"}""")
    { TakesOn = true, TakesStore = true },
    CommandJson.Default.SplitArguments)
{
    private const long MaxBytes = 64 << 20;

    protected override Task<CommandOutcome> ExecuteAsync(SplitArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return Task.FromResult(problem!);
        }

        if (arguments.Delimiter.Length == 0)
        {
            return Task.FromResult(CommandOutcome.Failed("invalid_arguments", $"split: `delimiter` must not be empty. {Declaration.Example}"));
        }

        if (text.Length > MaxBytes)
        {
            return Task.FromResult(CommandOutcome.Failed(
                "too_long", $"split works on texts up to {MaxBytes >> 20} MiB; this one has {text.Length >> 20}. Use rust_wasm for larger ones."));
        }

        var parts = text.ReadUtf8String().Split(arguments.Delimiter);
        var lines = new StringBuilder();
        foreach (var part in parts)
        {
            lines.Append(part.Trim('\r', '\n').ReplaceLineEndings(" ")).Append('\n');
        }

        return Task.FromResult(TextOutcome.Of(Text.FromText(lines.ToString()), context, $"{parts.Length:N0} parts, one a line\n"));
    }
}
