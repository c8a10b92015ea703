using Microsoft.Win32.SafeHandles;

namespace Rlm.Documents;

/// <summary>
/// The one file that holds the text of all documents that are not plain UTF-8 on disk, one after the other.
/// </summary>
/// <remarks>
/// On Unix it has no name: it is removed as soon as it is open, so that it is gone with the process however that ends.
/// Elsewhere the system deletes it on close. It is created at first use.
/// </remarks>
internal sealed class SpillFile(string? folder, long? maxBytes) : IDisposable
{
    private const long LeftFree = 512L << 20;
    private SafeFileHandle? _handle;
    private long _limit;
    private byte _last;

    public long Length { get; private set; }

    /// <exception cref="SpillLimitException">The bound on all spilled text is reached.</exception>
    /// <exception cref="SpillWriteException">The disk is full or the folder cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        try
        {
            Write(utf8);
        }
        catch (Exception fault) when (fault is IOException and not SpillLimitException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SpillWriteException(folder ?? Path.GetTempPath(), fault);
        }
    }

    private void Write(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return;
        }

        var handle = _handle ??= Create();
        if (utf8.Length > _limit - Length)
        {
            throw new SpillLimitException(
                $"it and what came before it take more than {_limit:N0} bytes of disk as text. Raise the bound on spilled " +
                "bytes, name a spill folder with more room, or unpack it yourself and name the files.");
        }

        RandomAccess.Write(handle, utf8, Length);
        Length += utf8.Length;
        _last = utf8[^1];
    }

    /// <summary>The text from <paramref name="start"/> to where the file ends now.</summary>
    public Text TextFrom(long start) => start == Length ? Text.Empty : new SpilledText(_handle!, start, Length - start);

    /// <summary>Whether the text from <paramref name="start"/> on has a last line without a newline.</summary>
    public bool EndsInLine(long start) => Length > start && _last != '\n';

    /// <summary>Takes back what came after <paramref name="length"/>, when a document turned out not to be one.</summary>
    public void Truncate(long length)
    {
        if (_handle is not null && length < Length)
        {
            RandomAccess.SetLength(_handle, length);
        }

        Length = length;
    }

    public void Dispose() => _handle?.Dispose();

    private SafeFileHandle Create()
    {
        var at = folder ?? Path.GetTempPath();
        Directory.CreateDirectory(at);
        var path = Path.Combine(at, $"rlm-{Path.GetRandomFileName()}.spill");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // The stream is only the way to say with which rights the file is made; its handle is what is kept.
        var handle = new FileStream(path, options).SafeFileHandle;
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        var free = new DriveInfo(Path.GetFullPath(at)).AvailableFreeSpace - LeftFree;
        _limit = Math.Max(0, Math.Min(free, maxBytes ?? long.MaxValue));
        return handle;
    }

    private sealed class SpilledText(SafeFileHandle handle, long start, long length) : Text
    {
        public override long Length => length;

        public override bool TryRead(long position, Span<byte> destination)
        {
            if (position < 0 || position > length - destination.Length)
            {
                return false;
            }

            for (position += start; !destination.IsEmpty;)
            {
                int read;
                try
                {
                    read = RandomAccess.Read(handle, destination, position);
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
    }
}
