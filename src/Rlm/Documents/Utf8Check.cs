using System.Buffers;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace Rlm.Documents;

/// <summary>Checks that a file is UTF-8: as a whole, or, of a very large one, in samples.</summary>
internal static class Utf8Check
{
    private const int WindowBytes = 256 * 1024;
    private const int Samples = 16;

    /// <summary>What the bytes are.</summary>
    public enum Result
    {
        /// <summary>UTF-8.</summary>
        Valid,

        /// <summary>Text that has to be rewritten.</summary>
        Damaged,

        /// <summary>No text.</summary>
        NoText,
    }

    public static bool IsValid(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8);

    /// <param name="handle">The file.</param>
    /// <param name="length">Its length; 1 and up.</param>
    /// <param name="wholeCheckBytes">Length up to which the whole file is looked at; null: any.</param>
    /// <param name="last">The last byte.</param>
    public static Result Look(SafeFileHandle handle, long length, long? wholeCheckBytes, out byte last)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(WindowBytes);
        last = (byte)'\n';
        try
        {
            var step = length <= (wholeCheckBytes ?? long.MaxValue) ? 0 : (length - WindowBytes) / (Samples - 1);
            for (var position = 0L; position < length;)
            {
                var window = buffer.AsSpan(0, (int)Math.Min(WindowBytes, length - position));
                if (ReadUpTo(handle, window, position) < window.Length)
                {
                    throw new IOException("it became shorter while it was read.");
                }

                var ends = position + window.Length == length;
                last = window[^1];
                var part = ends ? window : window[..Utf8Edges.CompleteLength(window)];
                var inside = step > 0 && position > 0 ? Utf8Edges.ContinuationsAtStart(part) : 0;
                if (!Utf8.IsValid(part[inside..]))
                {
                    return Sniffer.HasControls(window) ? Result.NoText : Result.Damaged;
                }

                // The last sample ends where the file ends, so that its last byte is seen.
                position = ends ? length
                    : step == 0 ? position + part.Length
                    : Math.Min(position + step, length - WindowBytes);
            }

            return Result.Valid;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Fills the buffer as far as the file goes.</summary>
    public static int ReadUpTo(SafeFileHandle handle, Span<byte> buffer, long position)
    {
        var filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(handle, buffer[filled..], position + filled) is > 0 and var read)
        {
            filled += read;
        }

        return filled;
    }
}
