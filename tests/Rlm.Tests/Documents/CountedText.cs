using System.Text;
using Rlm.Documents;

namespace Rlm.Tests.Documents;

/// <summary>A text in memory with marks at any distance, which counts the bytes that are read of it.</summary>
internal sealed class CountedText(byte[] utf8, int stride, int window) : Text
{
    private long _read;

    public CountedText(string text, int stride, int window)
        : this(Encoding.UTF8.GetBytes(text), stride, window)
    {
    }

    public override long Length => utf8.Length;

    public long BytesRead => Interlocked.Read(ref _read);

    public override bool TryRead(long position, Span<byte> destination)
    {
        if (position < 0 || position > utf8.Length - destination.Length)
        {
            return false;
        }

        Interlocked.Add(ref _read, destination.Length);
        utf8.AsSpan((int)position, destination.Length).CopyTo(destination);
        return true;
    }

    internal override TextMarks NewMarks(long length) => new(length, stride, window);
}
