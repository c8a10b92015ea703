namespace Rlm.Documents.Formats;

/// <summary>A stream of which only so much may be read before it is told that something new begins.</summary>
internal sealed class MeteredStream(Stream inner, long most, string what) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <summary>What is read from here on counts from nothing.</summary>
    public void Restart() => _read = 0;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        if ((_read += count) > most)
        {
            throw NotConvertedException.TooLarge($"{what} in it has more than {most:N0} bytes, which are not parsed in memory. Split it, or convert it to text yourself and name that.");
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
