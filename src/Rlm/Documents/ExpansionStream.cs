namespace Rlm.Documents;

/// <summary>A stream that counts what comes out of a decompressor, read or skipped, and checks it at its end.</summary>
internal sealed class ExpansionStream(Stream inner, ExpansionBudget budget, uint? checksum = null) : ForwardStream
{
    private Crc32 _crc = new();

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Check(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Check(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> read)
    {
        budget.Take(read.Length);
        if (checksum is null)
        {
            return;
        }

        _crc.Add(read);
        if (read.IsEmpty && _crc.Value != checksum)
        {
            throw new InvalidDataException("its checksum does not fit its content.");
        }
    }
}
