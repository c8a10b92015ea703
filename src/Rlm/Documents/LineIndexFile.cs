using System.Buffers.Binary;

namespace Rlm.Documents;

/// <summary>The marks of one file as bytes, with all that says of which file, and in which state of it.</summary>
/// <param name="Marks">The marks.</param>
/// <param name="IsUtf8">Whether the file was checked as a whole to be UTF-8.</param>
internal sealed record LineIndexFile(TextMarks Marks, bool IsUtf8)
{
    private const int HeadBytes = 8 * 11;
    private const int PieceBytes = 8;

    /// <summary>Bytes of the largest index.</summary>
    public const int MaxBytes = HeadBytes + (TextMarks.MaxMarks * PieceBytes) + 64;

    /// <summary>Tells an index from all else that the same key seals, and from indexes of another form.</summary>
    private static ReadOnlySpan<byte> Magic => "RLMIDX1\n"u8;

    /// <param name="facts">The file.</param>
    /// <param name="start">Where the text begins in it.</param>
    /// <param name="marks">What was counted.</param>
    /// <param name="isUtf8">Whether all of it is known to be UTF-8.</param>
    public static byte[] Write(FileFacts facts, long start, TextMarks marks, bool isUtf8)
    {
        var (pieces, words) = marks.Keep();
        var bytes = new byte[HeadBytes + (pieces.Length * PieceBytes)];
        var rest = WriteHead(bytes, facts, start, marks.Length);
        BinaryPrimitives.WriteInt64LittleEndian(rest, words ?? -1);
        BinaryPrimitives.WriteInt64LittleEndian(rest[8..], isUtf8 ? 1 : 0);
        BinaryPrimitives.WriteInt64LittleEndian(rest[16..], pieces.Length);
        rest = rest[24..];
        foreach (var piece in pieces)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(rest, checked((uint)piece.Newlines));
            BinaryPrimitives.WriteUInt32LittleEndian(rest[4..], checked((uint)piece.Characters));
            rest = rest[PieceBytes..];
        }

        return bytes;
    }

    /// <summary>The index, or null when it is of another file, another state of it, another text in it, or of another form.</summary>
    public static LineIndexFile? TryRead(ReadOnlySpan<byte> bytes, FileFacts facts, long start, long length, Func<bool, TextMarks> newMarks)
    {
        var stride = TextMarks.StrideOf(length);
        var most = TextMarks.PiecesOf(length, stride);
        Span<byte> head = stackalloc byte[HeadBytes];
        var headLength = HeadBytes - WriteHead(head, facts, start, length).Length;
        if (bytes.Length < HeadBytes || !bytes[..headLength].SequenceEqual(head[..headLength]))
        {
            return null;
        }

        var words = BinaryPrimitives.ReadInt64LittleEndian(bytes[headLength..]);
        var isUtf8 = BinaryPrimitives.ReadInt64LittleEndian(bytes[(headLength + 8)..]);
        var counted = BinaryPrimitives.ReadInt64LittleEndian(bytes[(headLength + 16)..]);
        if (words < -1 || words > length || isUtf8 is not (0 or 1) || counted < 0 || counted > most || bytes.Length != HeadBytes + (counted * PieceBytes))
        {
            return null;
        }

        var pieces = new TextCounts[counted];
        for (var i = 0; i < pieces.Length; i++)
        {
            var piece = bytes.Slice(HeadBytes + (i * PieceBytes), PieceBytes);
            pieces[i] = new(BinaryPrimitives.ReadUInt32LittleEndian(piece), BinaryPrimitives.ReadUInt32LittleEndian(piece[4..]));
            if (pieces[i].Newlines > pieces[i].Characters || pieces[i].Characters > Math.Min(stride, length - (i * stride)))
            {
                return null;
            }
        }

        var marks = newMarks(isUtf8 == 1);
        marks.Restore(pieces, words < 0 ? null : words);
        return new(marks, isUtf8 == 1);
    }

    private static Span<byte> WriteHead(Span<byte> bytes, FileFacts facts, long start, long length)
    {
        Magic.CopyTo(bytes);
        var rest = bytes[Magic.Length..];
        foreach (var value in (ReadOnlySpan<long>)[(long)facts.Device, (long)facts.Node, facts.Length, facts.Modified, facts.Changed, start, length])
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, value);
            rest = rest[8..];
        }

        return rest;
    }
}
