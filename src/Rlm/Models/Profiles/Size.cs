namespace Rlm.Models.Profiles;

/// <summary>How much a model can be told and trusted with.</summary>
public enum Size
{
    /// <summary>Everything.</summary>
    Full,

    /// <summary>At most about eight billion parameters: short prompts, few commands, examples instead of rules.</summary>
    Small,
}
