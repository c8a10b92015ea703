namespace Rlm.Commands;

/// <summary>What a command is for; the order of the groups is the order in prompt and reference.</summary>
public enum CommandGroup
{
    /// <summary>Looks into documents and variables.</summary>
    Read,

    /// <summary>Keeps values.</summary>
    Keep,

    /// <summary>Computes over whole texts.</summary>
    Compute,

    /// <summary>Asks a model.</summary>
    Ask,

    /// <summary>Ends the run.</summary>
    End,
}

/// <summary>What a command needs that may be missing; without it the command is left out of the prompt.</summary>
public enum CommandNeed
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A Rust compiler.</summary>
    Compiler,

    /// <summary>A model that answers <c>llm_query</c>.</summary>
    SubModel,

    /// <summary>Room for a run inside this one.</summary>
    NestedRuns,

    /// <summary>The sandbox: analyses are not switched off.</summary>
    Sandbox,
}

/// <summary>
/// Everything that is said about a command, once: the parser checks against it, the prompt shows it, and the reference
/// is generated from it.
/// </summary>
/// <param name="Op">Its name.</param>
/// <param name="Group">What it is for.</param>
/// <param name="Summary">One sentence for a model.</param>
/// <param name="Fields">Its own fields in the order in which they are shown; <c>on</c> and <c>store</c> are common to all.</param>
/// <param name="Example">One whole command as JSON.</param>
public sealed record CommandDeclaration(
    string Op, CommandGroup Group, string Summary, IReadOnlyList<CommandField> Fields, string Example)
{
    /// <summary>What must be there for it.</summary>
    public CommandNeed Need { get; init; }

    /// <summary>More that the reference says and the prompt does not, as Markdown; or null. Its errors say it where it is needed.</summary>
    public string? Details { get; init; }

    /// <summary>Whether <c>on</c> means something to it.</summary>
    public bool TakesOn { get; init; }

    /// <summary>Whether its result can be kept with <c>store</c>.</summary>
    public bool TakesStore { get; init; }
}

/// <summary>A field of a command.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Description">What it means, its default, its range.</param>
/// <param name="Required">Whether it must be given.</param>
public sealed record CommandField(string Name, string Description, bool Required = false)
{
    /// <summary>Whether <c>${name}</c> in it becomes the variable's text.</summary>
    public bool Expands { get; init; }

    /// <summary>What its value is. Default: a text.</summary>
    public CommandFieldType Type { get; init; }
}
