namespace Rlm.Documents;

/// <summary>
/// A stream that can be looked at before it is read, and whose reads can be given up although a terminal's cannot.
/// </summary>
/// <remarks>A read that is given up goes on in the background into a buffer of its own until the process ends.</remarks>
internal sealed class StandardInputStream(Stream inner) : ForwardStream
{
    private readonly byte[] _buffer = new byte[Sniffer.SampleBytes];
    private int _start;
    private int _end;

    /// <summary>The first bytes, which stay to be read; fewer than <see cref="Sniffer.SampleBytes"/> only when there are no more.</summary>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancellationToken)
    {
        while (_end < _buffer.Length && await FillAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return _buffer.AsMemory(0, _end);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        return count;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        var read = await Task.Run(
            async () => await inner.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false),
            cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }
}
