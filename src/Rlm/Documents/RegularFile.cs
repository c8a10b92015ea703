using System.Security;

namespace Rlm.Documents;

/// <summary>Reads small files that a stranger may have put there: pipes and devices are not opened, and no more is read than the bound.</summary>
public static class RegularFile
{
    /// <summary>All bytes of a file; a link is followed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">How many bytes it may have; 0 and up.</param>
    /// <param name="problem">Why it was not read, as the rest of a sentence about the file; null when it was.</param>
    /// <returns>The bytes, or null.</returns>
    public static byte[]? Read(string path, int maxBytes, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            // Looked at before it is opened: to open a pipe is to wait for its writer.
            var facts = FileFacts.Of(path, followLinks: true);
            problem = facts.Kind switch
            {
                FileKind.File => null,
                FileKind.Missing => "is not there",
                FileKind.Folder => "is a folder",
                _ => "is a device, a pipe or a socket, not a file",
            };
            if (problem is not null)
            {
                return null;
            }

            // And again once it is open; a file such as those of /proc has more bytes than it says.
            using var handle = FileHandles.OpenFile(path);
            if (FileFacts.Of(handle, path).Kind != FileKind.File)
            {
                problem = "is a device, a pipe or a socket, not a file";
                return null;
            }

            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            var bytes = new byte[(int)Math.Min(maxBytes + 1L, Array.MaxLength)];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            problem = read > maxBytes ? $"has more than {maxBytes:N0} bytes" : null;
            return read > maxBytes ? null : bytes[..read];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException)
        {
            problem = $"cannot be read: {fault.Message}";
            return null;
        }
    }
}
