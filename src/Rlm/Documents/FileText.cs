namespace Rlm.Documents;

/// <summary>A range of a file that is read where it lies.</summary>
internal sealed class FileText(FileHandles.Entry file, long start, long length) : Text
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

    internal override string NameAt(long position) => Path.GetFileName(file.Path);
}
