namespace Rlm.Documents;

/// <summary>What one archive has expanded to so far, held against its own size.</summary>
internal sealed class ExpansionBudget(long packedBytes, DocumentOptions options)
{
    private readonly long _limit = options.MaxExpansionRatio is not { } ratio
        ? long.MaxValue
        : Math.Max(options.FreeExpansionBytes, packedBytes > long.MaxValue / ratio ? long.MaxValue : packedBytes * ratio);

    private long _expanded;

    /// <exception cref="SpillLimitException">The archive expands beyond the bound.</exception>
    public void Take(long bytes)
    {
        _expanded += bytes;
        if (_expanded > _limit)
        {
            throw new SpillLimitException(
                $"{packedBytes:N0} bytes expand to more than {_limit:N0}, as an archive made to fill a disk does. If you " +
                "trust it, raise the expansion ratio or unpack it yourself and name the files.");
        }
    }
}
