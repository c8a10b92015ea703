namespace Rlm.Sessions;

/// <summary>A text that a run of a session stored.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Bytes">Its length as UTF-8.</param>
/// <param name="By">The command that stored it, or null when that is not known.</param>
public sealed record SessionVariable(string Name, long Bytes, string? By)
{
    /// <summary>The turn, from 1, at whose end the text was dropped; null while it is kept.</summary>
    public int? DroppedAt { get; init; }

    /// <summary>Why it was dropped, or null.</summary>
    public string? Why { get; init; }
}
