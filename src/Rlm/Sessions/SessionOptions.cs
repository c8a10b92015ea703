namespace Rlm.Sessions;

/// <summary>How much sessions keep.</summary>
public sealed record SessionOptions
{
    /// <summary>
    /// Characters of earlier questions and answers that a model is told, 1,000 to 1,000,000; never more than an eighth of
    /// its context window where that is known. Default: 16,000.
    /// </summary>
    public int HistoryLimit { get; init; } = 16_000;

    /// <summary>Bytes that one variable may have to be kept, 0 and up. Default: 64 MiB.</summary>
    public long MaxVariableBytes { get; init; } = 64L << 20;

    /// <summary>Bytes that the variables of a session may have together, earlier texts of them included; 0 and up. Default: 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;
}
