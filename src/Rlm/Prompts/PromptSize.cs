namespace Rlm.Prompts;

/// <summary>How much a model is told before it begins.</summary>
public enum PromptSize
{
    /// <summary>All commands, the contract of an analysis, and examples; under 3,000 tokens besides the previews.</summary>
    Full,

    /// <summary>
    /// Six commands, one a reply, and one worked conversation; under 1,200 tokens besides the previews. For models that
    /// lose their way among choices.
    /// </summary>
    Small,
}
