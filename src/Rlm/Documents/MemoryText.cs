namespace Rlm.Documents;

/// <summary>A text on the managed heap: a variable, or a document so small that it was read when it was loaded.</summary>
internal sealed class MemoryText(ReadOnlyMemory<byte> utf8) : Text
{
    public override long Length => utf8.Length;

    public override bool TryRead(long position, Span<byte> destination)
    {
        if (position < 0 || position > utf8.Length - destination.Length)
        {
            return false;
        }

        utf8.Span.Slice((int)position, destination.Length).CopyTo(destination);
        return true;
    }

    private protected override Text SliceCore(long start, long end) =>
        new MemoryText(utf8[(int)start..(int)end]);
}
