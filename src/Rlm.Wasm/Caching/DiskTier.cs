using Microsoft.Extensions.Logging;
using Rlm.Wasm.Files;

namespace Rlm.Wasm.Caching;

/// <summary>
/// Entries as files, one a module. A file appears whole (written aside, flushed, renamed) or not at all, so several
/// processes may share the folder. The time of last use is the file's time. A disk that fails only costs its use: the
/// first failure is logged and the run goes on.
/// </summary>
internal sealed partial class DiskTier(string folder, long maxBytes, SealKey key, TimeProvider time, ILogger logger)
{
    // The second is for what another process took away while we wrote: our folder, or a file it held for abandoned.
    private const int Attempts = 2;

    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(1);

    private long _evictions;
    private long _refused;
    private int _failed;

    public long Evictions => Interlocked.Read(ref _evictions);

    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Takes over the folder as an earlier process left it: its rights, and what it did not finish.</summary>
    public void Start() => Try(() =>
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        PrivateFiles.OwnFolder(folder);
        foreach (var temporary in EntryFile.Temporaries(folder))
        {
            using var file = PrivateFiles.OpenOrdinary(temporary.Path, out var facts);

            // Its writer holds a lock on it as long as it lives.
            if (file is not null ? PrivateFiles.TryLock(file) : facts is not null)
            {
                Delete(temporary.Path);
            }
        }
    });

    /// <summary>A verified entry, or null. Reading it is its use.</summary>
    public StoredEntry? TryRead(string moduleKey) => Read(moduleKey, isUse: true).Entry;

    /// <summary>Whether an entry is whole; one that is not is removed. This is no use of it.</summary>
    public EntryState Verify(string moduleKey) => Read(moduleKey, isUse: false).State;

    private (EntryState State, StoredEntry? Entry) Read(string moduleKey, bool isUse)
    {
        try
        {
            using var file = PrivateFiles.OpenOrdinary(EntryFile.PathOf(folder, moduleKey), out var facts);
            if (facts is null)
            {
                return (EntryState.Missing, null);
            }

            if (file is null
                || facts.Length > ModuleEntry.MaxBytes
                || !ModuleEntry.TryRead(ReadAll(file, (int)facts.Length), moduleKey, key, out var header, out var wasm, out var native))
            {
                Refuse(moduleKey);
                return (EntryState.Refused, null);
            }

            if (isUse)
            {
                // A folder that can only be read is no reason to compile.
                Try(() =>
                {
                    PrivateFiles.Tighten(file, facts);
                    File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);
                });
            }

            return (EntryState.Whole, new StoredEntry(header, wasm, native));
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            Report(exception);
            return (EntryState.Unreadable, null);
        }
    }

    // A file that shrinks meanwhile gives less, and its seal does not fit.
    private static byte[] ReadAll(Microsoft.Win32.SafeHandles.SafeFileHandle file, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        var read = 0;
        while (read < length && RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and var more)
        {
            read += more;
        }

        return read == length ? bytes : bytes[..read];
    }

    public void Write(ModuleEntryHeader header, ReadOnlySpan<byte> wasm, ReadOnlySpan<byte> native)
    {
        // One that is larger than all entries together may be would only drive out the others.
        if (ModuleEntry.Write(header, wasm, native, key) is not { } bytes || bytes.Length > maxBytes)
        {
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Store(EntryFile.PathOf(folder, header.Key), bytes);
                break;
            }
            catch (Exception exception) when (IsDisk(exception))
            {
                if (attempt == Attempts)
                {
                    Report(exception);
                    return;
                }
            }
        }

        Evict();
    }

    private void Store(string path, byte[] bytes)
    {
        PrivateFiles.OwnFolder(folder);
        var temporary = EntryFile.TemporaryOf(path);
        try
        {
            using (var stream = PrivateFiles.Create(temporary))
            {
                PrivateFiles.Write(stream, bytes);
                if (!OperatingSystem.IsWindows())
                {
                    // Still open, and so still locked: between the two it would look abandoned.
                    File.Move(temporary, path, overwrite: true);
                }
            }

            if (OperatingSystem.IsWindows())
            {
                File.Move(temporary, path, overwrite: true);
            }
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        PrivateFiles.Flush(folder);
    }

    /// <summary>Removes an entry that must not be used again.</summary>
    public void Refuse(string moduleKey)
    {
        Interlocked.Increment(ref _refused);
        LogRefused(moduleKey, folder);
        Delete(EntryFile.PathOf(folder, moduleKey));
    }

    /// <summary>Removes all entries; returns how many there were.</summary>
    public int Clear() => Entries().Count(file => Delete(file.Path));

    /// <summary>How many entries there are, and their bytes.</summary>
    public (int Items, long Bytes) Measure()
    {
        var files = Entries();
        return (files.Count, files.Sum(f => f.Length));
    }

    /// <summary>The keys of all entries.</summary>
    public IReadOnlyList<string> Keys() => [.. Entries().Select(f => f.ModuleKey).Order(StringComparer.Ordinal)];

    private List<EntryFile> Entries()
    {
        List<EntryFile> entries = [];
        Try(() => entries = EntryFile.Entries(folder));
        return entries;
    }

    private void Evict()
    {
        var files = Entries();
        var bytes = files.Sum(f => f.Length);
        foreach (var file in files.OrderBy(f => f.Used))
        {
            if (bytes <= maxBytes)
            {
                break;
            }

            bytes -= file.Length;
            if (Delete(file.Path))
            {
                Interlocked.Increment(ref _evictions);
            }
        }

        // Where locks do not work, age must tell.
        var stale = time.GetUtcNow().UtcDateTime - StaleAfter;
        Try(() => EntryFile.Temporaries(folder).Where(f => f.Used < stale).ToList().ForEach(f => Delete(f.Path)));
    }

    private bool Delete(string path) => Try(() =>
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            // Nothing of ours; a full one stays, and its name is of no use until somebody removes it.
            Directory.Delete(path);
        }
        else
        {
            File.Delete(path);
        }
    });

    private bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody removed the folder; so there is nothing to list or to remove, and a write makes it anew.
            return true;
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            Report(exception);
            return false;
        }
    }

    private void Report(Exception exception)
    {
        if (Interlocked.Exchange(ref _failed, 1) == 0)
        {
            LogFailed(folder, exception.Message);
        }
    }

    private static bool IsDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The module cache in {Folder} cannot be used: {Reason} Everything works without it, but each analysis is compiled again. This is said once.")]
    private partial void LogFailed(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entry {Key} in {Folder} is damaged or was not written by this user; it is removed and compiled again.")]
    private partial void LogRefused(string key, string folder);
}
