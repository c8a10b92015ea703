namespace Rlm.Evaluation.Generation;

/// <summary>Which tasks are to be made.</summary>
public sealed record GenerateOptions
{
    /// <summary>The least size of a document.</summary>
    public const long MinBytes = 8_000;

    /// <summary>The greatest size of a document.</summary>
    public const long MaxBytes = 1_000_000_000;

    /// <summary>Their shape.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>Bytes of each document, 8,000 to 1,000,000,000. Kept but for less than one line.</summary>
    public required long Bytes { get; init; }

    /// <summary>Where the pseudo-random numbers begin. Default: 1. The same seed gives the same bytes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Documents, 1 to 1,000, each with one question or several. Default: 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Folder that gets <c>KIND.jsonl</c> and the documents <c>KIND-1.txt</c> and so on; made when missing.</summary>
    public required string Folder { get; init; }
}
