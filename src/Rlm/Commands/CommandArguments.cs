namespace Rlm.Commands;

/// <summary>The fields that all commands have in common.</summary>
public abstract record CommandArguments
{
    /// <summary>A variable, or a document's name or glob. Null: all documents.</summary>
    public string? On { get; init; }

    /// <summary>A variable to keep the result in. Null: it is only shown.</summary>
    public string? Store { get; init; }
}
