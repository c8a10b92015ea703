using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Rlm.Documents.Formats;

namespace Rlm.Documents;

/// <summary>Makes a text of one file or stream: in place when it is plain UTF-8, else through the spill file.</summary>
/// <param name="options">What is taken.</param>
/// <param name="indexes">What other processes counted in large files.</param>
/// <param name="limits">Bounds on conversions.</param>
internal sealed class DocumentIntake(DocumentOptions options, LineIndexStore indexes, ConversionLimits limits) : IDisposable
{
    /// <summary>Most files open at once; far below the usual bound of 1,024 a process.</summary>
    private const int OpenFiles = 128;

    /// <summary>Bytes of small files that are kept from the look at them, so that they need not be opened again.</summary>
    private const long KeptBytes = 32L << 20;

    private const int WindowBytes = 256 * 1024;
    private readonly FileHandles _handles = new(OpenFiles);
    private readonly byte[] _head = new byte[Sniffer.SampleBytes];
    private DocumentConverter? _converter;
    private long _kept;

    public SpillFile Spill { get; } = new(options.SpillFolder, options.MaxSpillBytes);

    private DocumentConverter Converter => _converter ??= new(options, Spill, limits);

    public void Dispose()
    {
        _handles.Dispose();
        _converter?.Dispose();
        Spill.Dispose();
    }

    /// <summary>Reads a regular file that is no archive.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="name">Its name, of which the extension counts.</param>
    /// <param name="cancellationToken">Looked at once a window, and at any time of a conversion.</param>
    public async Task<Ingested> FromFileAsync(string path, string name, CancellationToken cancellationToken)
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
            if (InPlace(handle, path, name, facts) is { } done)
            {
                handle = done.Text is FileText ? null : handle;
                return done;
            }

            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return await FromStreamAsync(new(stream, name) { MaxBytes = length }, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Writes the text of a stream, in any encoding or format, to the spill file.</summary>
    /// <param name="incoming">The stream.</param>
    /// <param name="cancellationToken">Looked at once a window, and at any time of a conversion.</param>
    /// <exception cref="IOException">The stream, the spill file or a bound failed.</exception>
    public async Task<Ingested> FromStreamAsync(Incoming incoming, CancellationToken cancellationToken)
    {
        var (stream, maxBytes) = (incoming.Stream, incoming.MaxBytes);
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
            if (Converter.Guess(buffer.AsSpan(0, filled), incoming.Name) is not FormatGuess.None and var guess &&
                await ConvertAsync(guess, buffer.AsMemory(0, filled), incoming, cancellationToken).ConfigureAwait(false) is { } converted)
            {
                complete = converted.Text is not null || converted.Parts is not null;
                return converted;
            }

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

    /// <summary>Converts a file and then what is attached to it.</summary>
    /// <returns>Null when it is of no format that is converted.</returns>
    private async Task<Ingested?> ConvertAsync(
        FormatGuess guess, ReadOnlyMemory<byte> head, Incoming incoming, CancellationToken cancellationToken)
    {
        var scratch = Converter.Scratch.Length;
        try
        {
            var stream = incoming.Stream.CanSeek ? incoming.Stream
                : await SpoolAsync(guess, head, incoming.Stream, cancellationToken).ConfigureAwait(false);
            if (stream is null)
            {
                return Ingested.Refused(
                    LeftOutReason.TooLarge, DocumentProblemCode.TooLarge, "it is too large to be parsed in memory. Convert it to text yourself and name that.");
            }

            var budget = incoming.Budget ?? new(stream.Length, options);
            var converted = await Converter.ConvertAsync(guess, stream, budget, incoming.IsNested, cancellationToken).ConfigureAwait(false);
            if (converted is null || converted.Content.Parts is not { } own)
            {
                return converted?.Content;
            }

            var parts = new List<IngestedPart>(own);
            foreach (var (name, content) in converted.Attachments)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var attached = new Incoming(new TextStream(content), name) { Budget = budget, IsNested = true };
                parts.AddRange(IngestedPart.Of(name, await FromStreamAsync(attached, cancellationToken).ConfigureAwait(false)));
            }

            return parts is [{ Name: "", Content: { Text: not null } only }] ? only : Ingested.Several(parts);
        }
        finally
        {
            Converter.Scratch.Truncate(scratch);
        }
    }

    /// <summary>Keeps a stream where it can be sought in.</summary>
    /// <returns>Null when it is larger than its format may be.</returns>
    private async Task<Stream?> SpoolAsync(FormatGuess guess, ReadOnlyMemory<byte> head, Stream stream, CancellationToken cancellationToken)
    {
        var (scratch, buffer) = (Converter.Scratch, ArrayPool<byte>.Shared.Rent(WindowBytes));
        var start = scratch.Length;
        var most = FormatTable.Possible(guess).Max(format => FormatTable.Of(format).MaxBytes);
        try
        {
            scratch.Append(head.Span);
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if (scratch.Length - start + read > most)
                {
                    return null;
                }

                scratch.Append(buffer.AsSpan(0, read));
            }

            return new TextStream(scratch.TextFrom(start));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The file as it lies, or the reason why it is no document, or null when it must be rewritten or converted.</summary>
    private Ingested? InPlace(SafeFileHandle handle, string path, string name, FileFacts facts)
    {
        var head = _head.AsSpan(0, (int)Math.Min(_head.Length, facts.Length));
        head = head[..Utf8Check.ReadUpTo(handle, head, 0)];
        if (Converter.Guess(head, name) != FormatGuess.None)
        {
            return null;
        }

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
