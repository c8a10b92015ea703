using Microsoft.Win32.SafeHandles;

namespace Rlm.Documents;

/// <summary>
/// Opens files when they are read and keeps a bounded number open, so that 10,000 documents do not run out of handles.
/// </summary>
/// <remarks>
/// Reading takes no lock while the file is open. The one that waited longest without being read is closed; a reader
/// that meets a handle closed under it asks again.
/// </remarks>
internal sealed class FileHandles(int capacity) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _open = new();
    private volatile bool _disposed;

    /// <summary>A file that may be open or not.</summary>
    public sealed class Entry(FileHandles owner, string path, FileFacts facts)
    {
        private SafeFileHandle? _handle;
        private bool _used;

        public string Path => path;

        public bool IsDisposed => owner._disposed;

        /// <summary>The open file, or null when what was there is there no longer.</summary>
        public SafeFileHandle? Open()
        {
            _used = true;
            return Volatile.Read(ref _handle) ?? owner.Open(this);
        }

        internal SafeFileHandle? Handle
        {
            get => _handle;
            set => Volatile.Write(ref _handle, value);
        }

        internal bool TakeUsed()
        {
            var used = _used;
            _used = false;
            return used;
        }

        internal SafeFileHandle? OpenAgain()
        {
            try
            {
                // Looked at before it is opened too: in its place there may be a pipe by now.
                if (!FileFacts.Of(path, followLinks: true).Holds(facts))
                {
                    return null;
                }

                var handle = OpenFile(path);
                if (FileFacts.Of(handle, path).Holds(facts))
                {
                    return handle;
                }

                handle.Dispose();
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The file is no longer there for us, which is what null says.
            }

            return null;
        }
    }

    public static SafeFileHandle OpenFile(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Takes over a file that is open already.</summary>
    public Entry Adopt(string path, FileFacts facts, SafeFileHandle handle)
    {
        var entry = new Entry(this, path, facts) { Handle = handle };
        lock (_lock)
        {
            Keep(entry);
        }

        return entry;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_open.TryDequeue(out var entry))
            {
                entry.Handle?.Dispose();
                entry.Handle = null;
            }
        }
    }

    private SafeFileHandle? Open(Entry entry)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(DocumentSet));
            if (entry.Handle is { } open)
            {
                return open;
            }

            var handle = entry.OpenAgain();
            if (handle is not null)
            {
                entry.Handle = handle;
                Keep(entry);
            }

            return handle;
        }
    }

    private void Keep(Entry entry)
    {
        _open.Enqueue(entry);
        while (_open.Count > capacity)
        {
            var oldest = _open.Dequeue();
            if (oldest == entry || oldest.TakeUsed())
            {
                _open.Enqueue(oldest);
            }
            else
            {
                oldest.Handle?.Dispose();
                oldest.Handle = null;
            }
        }
    }
}
