namespace Rlm.Models;

/// <summary>What a model is asked for.</summary>
[Flags]
public enum ModelRole
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Drives the run.</summary>
    Root = 1,

    /// <summary>Answers <c>llm_query</c>.</summary>
    Sub = 2,

    /// <summary>Writes and mends code.</summary>
    Coder = 4,

    /// <summary>All of them.</summary>
    Both = Root | Sub | Coder,
}
