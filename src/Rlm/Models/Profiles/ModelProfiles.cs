using static Rlm.Models.Profiles.Size;

namespace Rlm.Models.Profiles;

/// <summary>
/// The profiles of the models that people run. Sampling is what the vendor advises: Qwen's, Meta's, Google's and
/// DeepSeek-R1's model cards and their <c>generation_config.json</c>; Mistral's model cards; DeepSeek's and OpenAI's pages on
/// parameters. Where a vendor advises nothing, or its models refuse sampling (OpenAI's that reason, Anthropic's newer ones),
/// nothing is sent. Context windows are those of the model cards.
/// </summary>
internal static class ModelProfiles
{
    /// <summary>Billions of parameters up to which a model is small: those of "8B" have up to nine.</summary>
    private const double MostOfSmall = 9;

    private static readonly ModelProfile Llama = new() { Temperature = 0.6f, TopP = 0.9f };
    private static readonly ModelProfile Qwen = new() { Temperature = 0.7f, TopP = 0.8f, TopK = 20 };
    private static readonly ModelProfile Mistral = new() { Temperature = 0.15f };
    private static readonly ModelProfile Gemma = new() { Temperature = 1, TopP = 0.95f, TopK = 64, MinP = 0, Protocol = Protocol.Fenced };
    private static readonly ModelProfile R1 = new() { Temperature = 0.6f, TopP = 0.95f, Protocol = Protocol.Fenced, ContextWindow = 131_072 };
    private static readonly ModelProfile Gpt = new() { IsHosted = true };
    private static readonly ModelProfile Reasoning = new() { IsHosted = true, ThinkingControl = ThinkingControl.Effort, CountsThoughts = true };
    private static readonly ModelProfile Claude = new() { IsHosted = true, MaxTokens = 16_384, ContextWindow = 200_000 };

    private static readonly ModelFamily[] All =
    [
        new("llama3", Llama with { ContextWindow = 8_192, Size = Small }),
        new("llama31", Llama with { ContextWindow = 131_072, Size = Small }),
        new("llama32", Llama with { ContextWindow = 131_072, Size = Small }),
        new("llama33", Llama with { ContextWindow = 131_072 }),
        new("llama4", Llama),

        new("qwen3", Qwen with { Temperature = 0.6f, TopP = 0.95f, MinP = 0, ThinkingControl = ThinkingControl.Template, ContextWindow = 40_960, Size = Small })
        {
            WithoutThinking = Qwen with { MinP = 0, ThinkingControl = ThinkingControl.Template, ContextWindow = 40_960, Size = Small },
        },
        new("qwen3coder", Qwen with { ContextWindow = 262_144 }),
        new("qwen25", Qwen with { ContextWindow = 32_768, Size = Small }),
        new("qwen25coder", Qwen with { ContextWindow = 32_768, Size = Small }),
        new("qwq", Qwen with { Temperature = 0.6f, TopP = 0.95f, ContextWindow = 131_072, Protocol = Protocol.Fenced }),

        new("mistral", new ModelProfile { ContextWindow = 32_768, Size = Small }),
        new("mistralnemo", Mistral with { Temperature = 0.3f, ContextWindow = 131_072 }),
        new("mistralsmall", Mistral with { ContextWindow = 131_072 }),
        new("mistralmedium", Gpt with { ContextWindow = 131_072 }),
        new("mistrallarge", new ModelProfile { ContextWindow = 131_072 }),
        new("ministral", Mistral with { ContextWindow = 131_072, Size = Small }),
        new("mixtral", new ModelProfile { ContextWindow = 32_768 }),
        new("codestral", new ModelProfile { ContextWindow = 32_768, Protocol = Protocol.Fenced }),
        new("devstral", Mistral with { ContextWindow = 131_072 }),

        new("gemma", Gemma with { ContextWindow = 8_192, Size = Small }),
        new("gemma3", Gemma with { ContextWindow = 131_072, Size = Small }),
        new("gemma3n", Gemma with { ContextWindow = 32_768, Size = Small }),

        // DeepSeek's page on temperature: 0.0 for code and mathematics. Its reasoner takes no sampling.
        new("deepseekchat", new ModelProfile { Temperature = 0, IsHosted = true, ContextWindow = 131_072 }),
        new("deepseekreasoner", new ModelProfile { IsHosted = true, ContextWindow = 131_072 }),
        new("deepseekcoder", new ModelProfile { Temperature = 0 }),
        new("deepseekv3", new ModelProfile { Temperature = 0.3f, ContextWindow = 131_072 }),
        new("deepseekr1", R1),

        new("gpt4o", Gpt with { ContextWindow = 128_000 }),
        new("gpt41", Gpt with { ContextWindow = 1_047_576 }),
        new("gpt5", Reasoning with { ContextWindow = 400_000 }),
        new("gptoss", new ModelProfile { Temperature = 1, TopP = 1, ThinkingControl = ThinkingControl.Effort, ContextWindow = 131_072 }),
        new("o1", Reasoning with { ContextWindow = 200_000 }),
        new("o1mini", Reasoning with { ContextWindow = 128_000 }),
        new("o3", Reasoning with { ContextWindow = 200_000 }),
        new("o4mini", Reasoning with { ContextWindow = 200_000 }),

        new("claude", Claude),
        new("claude3", Claude with { MaxTokens = 4_096 }),
        new("claude35", Claude with { MaxTokens = 8_192 }),
        new("claude37", Claude),
    ];

    /// <summary>The profile of a model: of the family with the longest prefix, with what the configuration sets.</summary>
    /// <param name="name">As the provider names it, with or without publisher and tag.</param>
    /// <param name="overrides">What wins over the table, or null.</param>
    public static ModelProfile For(string name, ModelProfile? overrides)
    {
        var normal = ModelName.Normalize(name);
        var family = All.Where(f => normal.StartsWith(f.Prefix, StringComparison.Ordinal)).MaxBy(f => f.Prefix.Length);
        var known = (overrides?.Thinking == false ? family?.WithoutThinking : null) ?? family?.Profile ?? new ModelProfile();
        return (known with { Size = SizeOf(name, known) }).With(overrides);
    }

    /// <summary>What the name says counts; the table tells what a name without a number stands for, as Ollama's tags have it.</summary>
    private static Size SizeOf(string name, ModelProfile known) =>
        ModelName.Billions(name) is { } billions ? (billions <= MostOfSmall ? Small : Full) : known.Size ?? Full;
}
