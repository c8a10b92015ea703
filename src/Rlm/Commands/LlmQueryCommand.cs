namespace Rlm.Commands;

internal sealed record LlmQueryArguments(string Prompt) : CommandArguments;

/// <summary>Asks the sub model about a text that fits in its window.</summary>
internal sealed class LlmQueryCommand() : Command<LlmQueryArguments>(
    new CommandDeclaration(
        "llm_query",
        CommandGroup.Ask,
        "Asks a language model, which sees only `prompt` and the text that `on` names. For judging and summarising, never for counting.",
        [new CommandField("prompt", "the whole question", Required: true) { Expands = true }],
        """{"op":"llm_query","prompt":"Is this complaint about delivery? Answer yes or no.","on":"complaint","store":"verdict"}""")
    {
        Need = CommandNeed.SubModel,
        TakesOn = true,
        TakesStore = true,
    },
    CommandJson.Default.LlmQueryArguments)
{
    private const int MaxTextBytes = 400_000;

    protected override async Task<CommandOutcome> ExecuteAsync(
        LlmQueryArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.SubModel is not { } model)
        {
            return CommandOutcome.Failed("not_configured", "No model answers llm_query here. Use find, regex, lines and rust_wasm instead.");
        }

        var prompt = arguments.Prompt;
        if (arguments.On is not null)
        {
            if (context.Resolve(arguments.On, out var problem) is not { } text)
            {
                return problem!;
            }

            if (text.Length > MaxTextBytes)
            {
                return CommandOutcome.Failed(
                    "too_long", $"`{arguments.On}` has {text.Length:N0} bytes; llm_query takes up to {MaxTextBytes:N0}. Narrow it with find, lines or rust_wasm first.");
            }

            prompt = $"{prompt}\n\n<text>\n{text.ReadUtf8String()}\n</text>";
        }

        var reply = await model.AskAsync(prompt, cancellationToken).ConfigureAwait(false);
        return reply.Error is { } error ? CommandOutcome.Failed(error.Code, error.Message)
            : reply.IsCutOff ? CommandOutcome.Failed(
                "cut_off", "The model's answer was cut off by the limit of its length or by a filter of its provider, and half an answer is not kept. Ask for a shorter one, or about less text.")
            : CommandOutcome.Done(reply.Text!.Trim());
    }
}
