using System.Buffers.Binary;
using System.IO.Compression;

namespace Rlm.Documents;

/// <summary>Decompresses gzip of one or more members, and fails when it is not whole.</summary>
/// <remarks>
/// <para>
/// .NET's <see cref="GZipStream"/> takes the end of its input for the end of the content and passes over whatever
/// follows a member, so that a file that is cut off gives a shorter text and no error. Here a member counts only with
/// the checksum and length after it (RFC 1952), zeros may follow it, and anything else must be another member.
/// </para>
/// <para>It is read asynchronously only, and does not own the stream it reads.</para>
/// </remarks>
internal sealed class GunzipStream(Stream inner) : ForwardStream
{
    private const int TrailerBytes = 8;
    private readonly Source _source = new(inner);
    private DeflateStream? _content;
    private Crc32 _crc = new();
    private uint _length;
    private bool _begun;
    private bool _ended;

    /// <exception cref="InvalidDataException">It is no gzip, damaged, or cut off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            if (_content is null)
            {
                await BeginMemberAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var read = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read > 0)
            {
                _crc.Add(buffer.Span[..read]);
                _length = unchecked(_length + (uint)read);
                return read;
            }

            await EndMemberAsync(cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content?.Dispose();
            _content = null;
        }

        base.Dispose(disposing);
    }

    private static InvalidDataException CutOff() =>
        new("it is cut off: the compressed content ends too early. Copy or download the file again.");

    /// <summary>Reads the header of the next member, or finds that there is none.</summary>
    private async Task BeginMemberAsync(CancellationToken cancellationToken)
    {
        var first = await _source.NextAsync(cancellationToken).ConfigureAwait(false);
        while (_begun && first == 0)
        {
            first = await _source.NextAsync(cancellationToken).ConfigureAwait(false);
        }

        if (first < 0)
        {
            _ended = true;
            if (!_begun)
            {
                throw CutOff();
            }

            return;
        }

        if (first != 0x1F || await ByteAsync().ConfigureAwait(false) != 0x8B || await ByteAsync().ConfigureAwait(false) != 8)
        {
            throw new InvalidDataException(_begun
                ? "after compressed content follows something that is none. If the content is whole, unpack it yourself."
                : "it is not compressed with gzip.");
        }

        var flags = await ByteAsync().ConfigureAwait(false);
        if ((flags & 0xE0) != 0)
        {
            throw new InvalidDataException("its header has flags that gzip does not know.");
        }

        await SkipAsync(6).ConfigureAwait(false);
        if ((flags & 4) != 0)
        {
            await SkipAsync(await ByteAsync().ConfigureAwait(false) + (await ByteAsync().ConfigureAwait(false) << 8)).ConfigureAwait(false);
        }

        // The name of the file and a comment, each up to a zero.
        for (var flag = 8; flag <= 16; flag *= 2)
        {
            while ((flags & flag) != 0 && await ByteAsync().ConfigureAwait(false) != 0)
            {
            }
        }

        await SkipAsync((flags & 2) != 0 ? 2 : 0).ConfigureAwait(false);
        (_content, _crc, _length, _begun) = (new(_source, CompressionMode.Decompress, leaveOpen: true), new(), 0, true);

        async ValueTask<int> ByteAsync() =>
            await _source.NextAsync(cancellationToken).ConfigureAwait(false) is >= 0 and var value ? value : throw CutOff();

        async Task SkipAsync(int count)
        {
            for (; count > 0; count--)
            {
                await ByteAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task EndMemberAsync(CancellationToken cancellationToken)
    {
        if (_source.RanOut)
        {
            throw CutOff();
        }

        var trailer = new byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), _length);
        if (!await _source.PassAsync(trailer, cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidDataException(
                "it is cut off or damaged: its checksum is missing or does not fit its content. Copy or download the file again.");
        }

        _content?.Dispose();
        _content = null;
    }

    /// <summary>
    /// The input of the decompressor, which reads further than its content goes and does not tell how far. What it read
    /// last is kept, so that the end can be found in it.
    /// </summary>
    private sealed class Source(Stream inner) : ForwardStream
    {
        /// <summary>Most to give at once, so that there is room for what comes after it.</summary>
        private const int MostGiven = 32 * 1024;

        private readonly byte[] _buffer = new byte[2 * MostGiven];
        private int _given;
        private int _start;
        private int _end;

        /// <summary>True when more was asked for than there is.</summary>
        public bool RanOut { get; private set; }

        /// <summary>The next byte, or -1 at the end.</summary>
        public async ValueTask<int> NextAsync(CancellationToken cancellationToken)
        {
            _given = _start;
            return await FillAsync(1, cancellationToken).ConfigureAwait(false) ? _buffer[_start++] : -1;
        }

        /// <summary>Goes on after the trailer, which begins in or right after what was given last.</summary>
        /// <returns>False when it is not there.</returns>
        /// <remarks>
        /// Eight bytes that are known beforehand do not occur by chance. Only a trailer of zeros, that of no content,
        /// may be found a byte early; what is left over of it is then passed over as the zeros between members are.
        /// </remarks>
        public async Task<bool> PassAsync(ReadOnlyMemory<byte> trailer, CancellationToken cancellationToken)
        {
            await FillAsync(trailer.Length, cancellationToken).ConfigureAwait(false);
            var searched = _buffer.AsSpan(_given, Math.Min(_end, _start + trailer.Length) - _given);
            var at = searched.IndexOf(trailer.Span);
            _start = at < 0 ? _start : _given + at + trailer.Length;
            return at >= 0;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _given = _start;
            if (!await FillAsync(1, cancellationToken).ConfigureAwait(false))
            {
                RanOut = true;
                return 0;
            }

            var count = Math.Min(Math.Min(buffer.Length, MostGiven), _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(buffer.Span);
            _start += count;
            return count;
        }

        /// <summary>Reads until so many bytes are there, keeping those given last.</summary>
        /// <returns>False when the input ends before.</returns>
        private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
        {
            while (_end - _start < count)
            {
                if (_given > 0)
                {
                    _buffer.AsSpan(_given, _end - _given).CopyTo(_buffer);
                    (_given, _start, _end) = (0, _start - _given, _end - _given);
                }

                var read = await inner.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return false;
                }

                _end += read;
            }

            return true;
        }
    }
}
