namespace Rlm.Models.Profiles;

/// <summary>How a model is asked to think, or not to, where the interface has no field of its own for that.</summary>
internal enum ThinkingControl
{
    /// <summary>It is not asked: it always thinks, never does, or other fields say so.</summary>
    None,

    /// <summary><c>chat_template_kwargs.enable_thinking</c>, and <c>/no_think</c> for servers that do not know that field.</summary>
    Template,

    /// <summary><c>reasoning_effort</c>: low without thinking, high with it.</summary>
    Effort,
}
