using Rlm.Runs;

namespace Rlm.Commands;

internal sealed record LlmQueryArguments(string Prompt) : CommandArguments;

/// <summary>Asks the sub model about a text that fits in its window.</summary>
internal sealed class LlmQueryCommand() : Command<LlmQueryArguments>(
    new CommandDeclaration(
        "llm_query",
        CommandGroup.Ask,
        "Asks a language model, which sees only `prompt` and the text that `on` names. For judging and summarising, never for counting.",
        [new CommandField("prompt", "the whole question", Required: true) { Expands = true }],
        """{"op":"llm_query","prompt":"Is it about delivery? Yes or no.","on":"complaint","store":"verdict"}""")
    {
        Need = CommandNeed.SubModel,
        TakesOn = true,
        TakesStore = true,
    },
    CommandJson.Default.LlmQueryArguments)
{
    protected override async Task<CommandOutcome> ExecuteAsync(
        LlmQueryArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.SubModel is not { } model)
        {
            return NoModel(Declaration.Op);
        }

        var prompt = arguments.Prompt;
        if (arguments.On is not null)
        {
            if (context.Resolve(arguments.On, out var problem) is not { } text)
            {
                return problem!;
            }

            var room = model.MaxPromptBytes - System.Text.Encoding.UTF8.GetByteCount(prompt);
            if (text.Length > room)
            {
                return CommandOutcome.Failed(
                    "too_long", $"`{arguments.On}` has {text.Length:N0} bytes; llm_query takes up to {Math.Max(0, room):N0} here. Narrow it with find, lines or rust_wasm first, or use llm_map.");
            }

            prompt = SubModel.About(prompt, text.ReadUtf8String());
        }

        var reply = await model.AskAsync(prompt, cancellationToken).ConfigureAwait(false);
        return SubModel.Problem(reply) is { } error ? CommandOutcome.Failed(error.Code, error.Message) : CommandOutcome.Done(reply.Text!.Trim());
    }

    internal static CommandOutcome NoModel(string op) => CommandOutcome.Failed(
        "not_configured", $"No model answers {op} here. Use find, regex, lines and rust_wasm instead.");
}
