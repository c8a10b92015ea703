using Microsoft.Extensions.Logging;
using Rlm.Wasm.Caching.Parts;
using Rlm.Wasm.Files;

namespace Rlm.Wasm.Caching;

/// <summary>
/// Entries as files, one a module or a bundle of parts. A file appears whole (written aside, flushed, renamed) or not at all, so several
/// processes may share the folder. The time of last use is the file's time. A disk that fails only costs its use: the
/// first failure is logged and the run goes on.
/// </summary>
internal sealed partial class DiskTier(string folder, long maxBytes, SealKey key, TimeProvider time, ILogger logger)
{
    // The second is for what another process took away while we wrote: our folder, or a file it held for abandoned.
    private const int Attempts = 2;

    // No bundle takes more of the disk, so that none drives all others out.
    private const int BundleShare = 4;

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
    public StoredEntry? TryRead(string moduleKey) => ReadModule(moduleKey, isUse: true).Entry;

    /// <summary>A verified bundle of parts, or null. Reading it is its use.</summary>
    public PartBundle? TryReadParts(PartId name) => ReadParts(name, isUse: true).Entry;

    /// <summary>Whether an entry is whole; one that is not is removed. This is no use of it.</summary>
    public EntryState Verify(string moduleKey) => ReadModule(moduleKey, isUse: false).State;

    /// <summary>Whether a bundle is whole; one that is not is removed. This is no use of it.</summary>
    public EntryState VerifyParts(PartId name) => ReadParts(name, isUse: false).State;

    private (EntryState State, StoredEntry? Entry) ReadModule(string moduleKey, bool isUse) => Read(
        moduleKey,
        EntryFile.Module,
        ModuleEntry.MaxBytes,
        bytes => ModuleEntry.TryRead(bytes, moduleKey, key, out var header, out var wasm, out var native) ? new StoredEntry(header, wasm, native) : null,
        isUse);

    private (EntryState State, PartBundle? Entry) ReadParts(PartId name, bool isUse) =>
        Read(name.ToString(), EntryFile.Parts, PartBundle.MaxBytes, bytes => PartBundle.Read(bytes, name, key), isUse);

    private (EntryState State, T? Entry) Read<T>(string name, string suffix, int mostBytes, Func<byte[], T?> parse, bool isUse)
        where T : class
    {
        try
        {
            var path = EntryFile.PathOf(folder, name, suffix);
            using var file = PrivateFiles.OpenOrdinary(path, out var facts);
            if (facts is null)
            {
                return (EntryState.Missing, null);
            }

            if (file is null || facts.Length > mostBytes || parse(ReadAll(file, (int)facts.Length)) is not { } entry)
            {
                RefuseFile(path);
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

            return (EntryState.Whole, entry);
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
        if (ModuleEntry.Write(header, wasm, native, key) is { } bytes)
        {
            Write(EntryFile.PathOf(folder, header.Key, EntryFile.Module), bytes, isDear: true);
        }
    }

    /// <summary>Writes a bundle in the place of the one of its name; of several writers the last one wins.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parts">Its parts; what is too much is left out at their end.</param>
    public void WriteParts(PartId name, IEnumerable<(PartId Id, ReadOnlyMemory<byte> Bytes)> parts) => Write(
        EntryFile.PathOf(folder, name.ToString(), EntryFile.Parts),
        PartBundle.Write(name, parts, maxBytes / BundleShare, key),
        isDear: false);

    private void Write(string path, byte[] bytes, bool isDear)
    {
        // One that is larger than all entries together may be would only drive out the others.
        if (bytes.Length > maxBytes)
        {
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Store(path, bytes, isDear);
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

    // What is made again in no time need not outlive a power cut; if it does in part only, its seal does not fit.
    private void Store(string path, byte[] bytes, bool isDear)
    {
        PrivateFiles.OwnFolder(folder);
        var temporary = EntryFile.TemporaryOf(path);
        try
        {
            using (var stream = PrivateFiles.Create(temporary))
            {
                PrivateFiles.Write(stream, bytes, flush: isDear);
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

        if (isDear)
        {
            PrivateFiles.Flush(folder);
        }
    }

    /// <summary>Removes an entry that must not be used again.</summary>
    public void Refuse(string moduleKey) => RefuseFile(EntryFile.PathOf(folder, moduleKey, EntryFile.Module));

    /// <summary>Removes all entries; returns how many there were.</summary>
    public int Clear() => Entries().Count(file => Delete(file.Path));

    /// <summary>How many modules and bundles there are, and the bytes of all and of the bundles.</summary>
    public (int Items, long Bytes, int Bundles, long BundleBytes) Measure()
    {
        var files = Entries();
        var bundles = files.Where(f => f.Suffix == EntryFile.Parts).ToList();
        return (files.Count - bundles.Count, files.Sum(f => f.Length), bundles.Count, bundles.Sum(f => f.Length));
    }

    /// <summary>The keys of all modules.</summary>
    public IReadOnlyList<string> Keys() => KeysOf(EntryFile.Module);

    /// <summary>The names of all bundles.</summary>
    public IReadOnlyList<PartId> Bundles() => [.. KeysOf(EntryFile.Parts).Select(name => PartId.Read(Convert.FromHexString(name)))];

    private List<string> KeysOf(string suffix) =>
        [.. Entries().Where(f => f.Suffix == suffix).Select(f => f.Key).Order(StringComparer.Ordinal)];

    private void RefuseFile(string path)
    {
        Interlocked.Increment(ref _refused);
        LogRefused(
            Path.GetFileNameWithoutExtension(path),
            folder,
            path.EndsWith(EntryFile.Parts, StringComparison.Ordinal) ? "its chunks are analysed again" : "compiled again");
        Delete(path);
    }

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entry {Key} in {Folder} is damaged or was not written by this user; it is removed and {Consequence}.")]
    private partial void LogRefused(string key, string folder, string consequence);
}
