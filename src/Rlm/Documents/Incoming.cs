namespace Rlm.Documents;

/// <summary>A stream that is to become text.</summary>
/// <param name="Stream">Read from where it stands; one that can be sought in stands at its start.</param>
/// <param name="Name">The name of what it holds, of which the extension counts.</param>
internal readonly record struct Incoming(Stream Stream, string Name)
{
    /// <summary>Bytes of text to read at most: a file that grows is read to its starting length.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>What the archive or mail that it lies in has expanded to, or null when it lies in none.</summary>
    public ExpansionBudget? Budget { get; init; }

    /// <summary>Whether it is an attachment.</summary>
    public bool IsNested { get; init; }
}
