namespace Rlm.Documents.Formats;

/// <summary>Bounds on one conversion that no option moves; tests make them small.</summary>
internal sealed record ConversionLimits
{
    /// <summary>Bytes of a file, or of what it unpacks to, that a parser may hold in memory.</summary>
    public const long ParsedBytes = 512L << 20;

    public static ConversionLimits Default { get; } = new();

    /// <summary>How long a conversion may take, whatever the size.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much longer it may take for each MiB of the file, so that a large one that is sound comes through.</summary>
    public TimeSpan TimePerMebibyte { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a conversion that was told to end is waited for.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
