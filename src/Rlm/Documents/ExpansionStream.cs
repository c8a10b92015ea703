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

/// <summary>A stream that counts what comes out of a decompressor, read or skipped.</summary>
internal sealed class ExpansionStream(Stream inner, ExpansionBudget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Take(read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        budget.Take(read);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
