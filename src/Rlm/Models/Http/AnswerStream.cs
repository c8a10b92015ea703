namespace Rlm.Models.Http;

/// <summary>
/// The bytes of an answer as they come in. Whatever comes is a sign of life, also what carries no text: comments of a
/// waiting server, thoughts, pieces of an event. And all of it counts towards a bound, since no other sees those.
/// </summary>
/// <param name="inner">Where they come from; disposed with this.</param>
/// <param name="watch">Hears them.</param>
/// <param name="limit">How many bytes may come.</param>
/// <param name="tooLong">What is thrown when more come.</param>
internal sealed class AnswerStream(Stream inner, SilenceWatch watch, long limit, Func<ModelException> tooLong) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        if (read > 0)
        {
            watch.Heard();
        }

        _read += read;
        return _read <= limit ? read : throw tooLong();
    }
}
