namespace Rlm.Models.Profiles;

/// <summary>
/// How a model is best asked. What is null is not sent, so that the server's own default holds. In a configuration, what
/// is set wins over what <see cref="ModelProfiles"/> knows of the model's name.
/// </summary>
public sealed record ModelProfile
{
    /// <summary>Sampling temperature, 0 to 2. Null: the server's.</summary>
    public float? Temperature { get; init; }

    /// <summary>Share of probability that is sampled from, above 0 to 1. Null: the server's.</summary>
    public float? TopP { get; init; }

    /// <summary>How many of the likeliest tokens are sampled from, at least 1. Null: the server's.</summary>
    public int? TopK { get; init; }

    /// <summary>Least probability relative to the likeliest token, 0 to 1. Null: the server's.</summary>
    public float? MinP { get; init; }

    /// <summary>Whether the model thinks before it answers. Null: as it does of itself.</summary>
    public bool? Thinking { get; init; }

    /// <summary>Most tokens of one answer, at least 1. Null: the server's; Anthropic's interface needs one and gets 8,192.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts at which an answer ends. Null: none.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>How it writes its commands. Default: <see cref="Protocol.Auto"/>.</summary>
    public Protocol Protocol { get; init; }

    /// <summary>How much it can be told. Null: by its name.</summary>
    public Size? Size { get; init; }

    /// <summary>Tokens that prompt and answer may have together. Null: asked of the server.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>How thinking is asked for.</summary>
    internal ThinkingControl ThinkingControl { get; init; }

    /// <summary>Whether the limit of an answer is named <c>max_completion_tokens</c>.</summary>
    internal bool CountsThoughts { get; init; }

    /// <summary>
    /// Whether only its vendor serves it, so that the context window in the table is what it has. A model that anyone may
    /// serve often has less, and its server is asked first.
    /// </summary>
    internal bool IsHosted { get; init; }

    /// <summary>This, with everything that the other sets.</summary>
    internal ModelProfile With(ModelProfile? other) => other is null ? this : this with
    {
        Temperature = other.Temperature ?? Temperature,
        TopP = other.TopP ?? TopP,
        TopK = other.TopK ?? TopK,
        MinP = other.MinP ?? MinP,
        Thinking = other.Thinking ?? Thinking,
        MaxTokens = other.MaxTokens ?? MaxTokens,
        Stop = other.Stop ?? Stop,
        Protocol = other.Protocol == Protocol.Auto ? Protocol : other.Protocol,
        Size = other.Size ?? Size,
        ContextWindow = other.ContextWindow ?? ContextWindow,
    };
}
