using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Rlm.Documents;

/// <summary>Makes a text of one file or stream: in place when it is plain UTF-8, else through the spill file.</summary>
/// <param name="options">What is taken.</param>
/// <param name="indexes">What other processes counted in large files.</param>
internal sealed class DocumentIntake(DocumentOptions options, LineIndexStore indexes) : IDisposable
{
    /// <summary>Most files open at once; far below the usual bound of 1,024 a process.</summary>
    private const int OpenFiles = 128;

    /// <summary>Bytes of small files that are kept from the look at them, so that they need not be opened again.</summary>
    private const long KeptBytes = 32L << 20;

    private const int WindowBytes = 256 * 1024;
    private readonly FileHandles _handles = new(OpenFiles);
    private readonly byte[] _head = new byte[Sniffer.SampleBytes];
    private long _kept;

    public SpillFile Spill { get; } = new(options.SpillFolder, options.MaxSpillBytes);

    public void Dispose()
    {
        _handles.Dispose();
        Spill.Dispose();
    }

    /// <summary>Reads a regular file that is no archive.</summary>
    public async Task<Ingested> FromFileAsync(string path, CancellationToken cancellationToken)
    {
        SafeFileHandle? handle = null;
        try
        {
            if (!OperatingSystem.IsLinux() && new FileInfo(path).Length == 0)
            {
                // It may be a pipe, which is told from a file on Linux only.
                return Ingested.Done(Text.Empty, DocumentEncoding.Utf8, endsInLine: false);
            }

            handle = FileHandles.OpenFile(path);
            var facts = FileFacts.Of(handle, path);
            var length = facts.Length;
            if (InPlace(handle, path, facts) is { } done)
            {
                handle = done.Text is FileText ? null : handle;
                return done;
            }

            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return await FromStreamAsync(stream, length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (Ingested.IsOutside(fault))
        {
            return Ingested.Failed(fault);
        }
        finally
        {
            handle?.Dispose();
        }
    }

    /// <summary>Writes a stream of text in any encoding to the spill file.</summary>
    /// <param name="stream">Read from where it stands.</param>
    /// <param name="maxBytes">Bytes to read at most: a file that grows is read to its starting length.</param>
    /// <param name="cancellationToken">Looked at once a window.</param>
    /// <exception cref="IOException">The stream, the spill file or a bound failed.</exception>
    public async Task<Ingested> FromStreamAsync(Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        var start = Spill.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(WindowBytes);
        var complete = false;
        try
        {
            var sample = (int)Math.Min(Sniffer.SampleBytes, maxBytes);
            var filled = await stream.ReadAtLeastAsync(buffer.AsMemory(0, sample), sample, false, cancellationToken)
                .ConfigureAwait(false);
            var ended = filled < sample || filled == maxBytes;
            maxBytes -= filled;
            var sniffed = Sniffer.Look(buffer.AsSpan(0, filled), ended);
            if (!sniffed.IsText)
            {
                return Ingested.NoText(sniffed.Detail);
            }

            var transcoder = Transcoder.For(sniffed.Encoding);
            var done = sniffed.MarkLength;
            while (true)
            {
                done += transcoder.Write(buffer.AsSpan(done, filled - done), ended, Spill);
                if (transcoder.Encoding is DocumentEncoding.DamagedUtf8 or DocumentEncoding.Windows1252 &&
                    Sniffer.HasControls(buffer.AsSpan(0, filled)))
                {
                    return Ingested.NoText("begins as text but goes on as something else");
                }

                if (ended)
                {
                    complete = true;
                    return Ingested.Done(Spill.TextFrom(start), transcoder.Encoding, Spill.EndsInLine(start));
                }

                var left = filled - done;
                buffer.AsSpan(done, left).CopyTo(buffer);
                var room = (int)Math.Min(buffer.Length - left, maxBytes);
                var read = await stream.ReadAsync(buffer.AsMemory(left, room), cancellationToken).ConfigureAwait(false);
                (done, filled, ended) = (0, left + read, read == 0 || read == maxBytes);
                maxBytes -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (!complete)
            {
                Spill.Truncate(start);
            }
        }
    }

    /// <summary>The file as it lies, or the reason why it is no document, or null when it must be rewritten.</summary>
    private Ingested? InPlace(SafeFileHandle handle, string path, FileFacts facts)
    {
        var head = _head.AsSpan(0, (int)Math.Min(_head.Length, facts.Length));
        head = head[..Utf8Check.ReadUpTo(handle, head, 0)];
        var whole = head.Length >= facts.Length;
        var sniffed = Sniffer.Look(head, whole);
        if (!sniffed.IsText)
        {
            return Ingested.NoText(sniffed.Detail);
        }

        if (sniffed.Encoding != DocumentEncoding.Utf8)
        {
            return null;
        }

        if (whole && head.Length - sniffed.MarkLength is var small && (small == 0 || _kept + small <= KeptBytes) &&
            Utf8Check.IsValid(head[sniffed.MarkLength..]))
        {
            _kept += small;
            var text = Text.FromUtf8(head[sniffed.MarkLength..].ToArray());
            return Ingested.Done(text, DocumentEncoding.Utf8, small > 0 && head[^1] != '\n');
        }

        var (start, length) = (sniffed.MarkLength, facts.Length - sniffed.MarkLength);
        var isWhole = facts.Length <= (options.WholeCheckBytes ?? long.MaxValue);
        var index = indexes.Find(path, facts, start, length);

        // Before the first byte is looked at, since what may be kept depends on how long the file has been left alone by then.
        var marks = index?.Marks ?? indexes.New(path, facts, start, length, isWhole);
        return Check(handle, facts, index is { IsUtf8: true } && isWhole, out var last) switch
        {
            Utf8Check.Result.Valid => Ingested.Done(
                new FileText(_handles.Adopt(path, facts, handle), start, length, marks),
                DocumentEncoding.Utf8,
                last != '\n'),
            Utf8Check.Result.NoText => Ingested.NoText("begins as text but goes on as something else"),
            _ => null,
        };
    }

    /// <summary>Of a file that was checked in this state before, only the last byte is read.</summary>
    private Utf8Check.Result Check(SafeFileHandle handle, FileFacts facts, bool isChecked, out byte last)
    {
        Span<byte> end = stackalloc byte[1];
        if (!isChecked || Utf8Check.ReadUpTo(handle, end, facts.Length - 1) == 0)
        {
            return Utf8Check.Look(handle, facts.Length, options.WholeCheckBytes, out last);
        }

        last = end[0];
        return Utf8Check.Result.Valid;
    }
}
