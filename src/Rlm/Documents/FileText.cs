namespace Rlm.Documents;

/// <summary>A range of a file that is read where it lies.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Where the text begins in it.</param>
/// <param name="length">Its length.</param>
/// <param name="marks">What another process counted of it, or makes what is counted now last; null: it lasts as long as the text.</param>
internal sealed class FileText(FileHandles.Entry file, long start, long length, TextMarks? marks = null) : Text
{
    public override long Length => length;

    public override bool TryRead(long position, Span<byte> destination)
    {
        if (position < 0 || position > length - destination.Length)
        {
            return false;
        }

        position += start;
        while (!destination.IsEmpty)
        {
            int read;
            try
            {
                if (file.Open() is not { } handle)
                {
                    return false;
                }

                read = RandomAccess.Read(handle, destination, position);
            }
            catch (ObjectDisposedException) when (!file.IsDisposed)
            {
                // Closed to make room for another between the two lines above.
                continue;
            }
            catch (IOException)
            {
                return false;
            }

            if (read == 0)
            {
                return false;
            }

            destination = destination[read..];
            position += read;
        }

        return true;
    }

    private protected override TextMarks OpenMarks() => marks ?? base.OpenMarks();

    internal override string NameAt(long position) => Path.GetFileName(file.Path);
}
