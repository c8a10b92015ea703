using Rlm.Documents;
using Rlm.Runs;

namespace Rlm.Commands;

internal sealed record LlmMapArguments(string Prompt, int? ChunkSize = null, int? Overlap = null, string? Combine = null) : CommandArguments;

/// <summary>Puts one question to the sub model about every part of a text.</summary>
internal sealed class LlmMapCommand() : Command<LlmMapArguments>(
    new CommandDeclaration(
        "llm_map",
        CommandGroup.Ask,
        "Cuts a text into parts and asks a language model the same about each, several at a time. For meaning that no code can see.",
        [
            new CommandField("prompt", "the question about each part", Required: true) { Expands = true },
            new CommandField("chunk_size", "bytes of a part, 200 and more, cut at line ends where there are any; default 20,000") { Type = CommandFieldType.WholeNumber },
            new CommandField("overlap", "bytes of a part that the next one begins with; default 0") { Type = CommandFieldType.WholeNumber },
            new CommandField("combine", "`join` puts the answers one after the other (default); anything else is a question about all answers") { Expands = true },
        ],
        """{"op":"llm_map","prompt":"Who dies here?","on":"hits","combine":"List them once each.","store":"deaths"}""")
    {
        Need = CommandNeed.SubModel,
        TakesOn = true,
        TakesStore = true,
    },
    CommandJson.Default.LlmMapArguments)
{
    private const int UsualChunkBytes = 20_000;
    private const int LeastChunkBytes = 200;
    private const string Join = "join";

    protected override async Task<CommandOutcome> ExecuteAsync(
        LlmMapArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.SubModel is not { } model)
        {
            return LlmQueryCommand.NoModel(Declaration.Op);
        }

        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return problem!;
        }

        var room = model.MaxPromptBytes - System.Text.Encoding.UTF8.GetByteCount(arguments.Prompt);
        var size = arguments.ChunkSize ?? Math.Min(UsualChunkBytes, room);
        var overlap = arguments.Overlap ?? 0;
        if (size < LeastChunkBytes || size > room || overlap < 0 || overlap > size / 2)
        {
            return CommandOutcome.Failed(
                "invalid_arguments", $"llm_map: `chunk_size` lies between {LeastChunkBytes} and {Math.Max(0, room):N0} here, and `overlap` between 0 and half of it. {Declaration.Example}");
        }

        var parts = TextParts.Cut(text, size, overlap, cancellationToken);
        if (parts.Count > model.Left)
        {
            return CommandOutcome.Failed(
                "budget_exhausted", $"llm_map: the {text.Length:N0} bytes make {parts.Count:N0} parts, and {model.Left:N0} questions are left to this run. Take larger parts (`chunk_size` up to {room:N0}), or narrow the text with find, regex or rust_wasm first.");
        }

        return await AskAsync(arguments, parts, model, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<CommandOutcome> AskAsync(
        LlmMapArguments arguments, IReadOnlyList<Text> parts, SubModel model, CancellationToken cancellationToken)
    {
        // Texts are read when their turn comes; all of them at once could be more than memory holds.
        var replies = await model
            .AskAllAsync(parts.Count, i => SubModel.About(arguments.Prompt, parts[i].ReadUtf8String()), cancellationToken)
            .ConfigureAwait(false);
        var problems = replies.Select(SubModel.Problem).ToList();
        var failed = problems.OfType<RunError>().ToList();
        if (parts.Count > 0 && failed.Count == parts.Count)
        {
            return CommandOutcome.Failed(failed[0].Code, $"llm_map: none of the {parts.Count:N0} parts was answered. {failed[0].Message}");
        }

        var answers = string.Join('\n', replies.Select((r, i) => problems[i] is { } error
            ? $"[part {i + 1} of {parts.Count} was not answered: {error.Message}]"
            : r.Text!.Trim()));
        var note = failed.Count == 0 ? string.Empty : $"\n\n{failed.Count:N0} of {parts.Count:N0} parts were not answered; they are marked.";
        return string.IsNullOrWhiteSpace(arguments.Combine) || arguments.Combine.Trim().Equals(Join, StringComparison.OrdinalIgnoreCase)
            ? CommandOutcome.Done(answers + note, Text.FromText(answers))
            : await CombineAsync(arguments.Combine, answers, note, model, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<CommandOutcome> CombineAsync(
        string question, string answers, string note, SubModel model, CancellationToken cancellationToken)
    {
        var prompt = SubModel.About(question, answers);
        if (System.Text.Encoding.UTF8.GetByteCount(prompt) > model.MaxPromptBytes)
        {
            return CommandOutcome.Failed(
                "too_long", $"llm_map: the answers together are too long for one more question. Leave `combine` out, keep them with `store`, and combine them with rust_wasm or another llm_map.");
        }

        var reply = await model.AskAsync(prompt, cancellationToken).ConfigureAwait(false);
        return SubModel.Problem(reply) is { } error
            ? CommandOutcome.Failed(error.Code, $"llm_map: the parts were answered, but not `combine`. {error.Message}{note}")
            : CommandOutcome.Done(reply.Text!.Trim() + note, Text.FromText(reply.Text!.Trim()));
    }
}
