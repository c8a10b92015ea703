using Microsoft.Extensions.Logging;

namespace Rlm.Wasm.Caching;

/// <summary>
/// Entries as files, one a module. A file appears whole (written aside, flushed, renamed) or not at all, so several
/// processes may share the folder. The time of last use is the file's time. A disk that fails only costs its use: the
/// first failure is logged and the run goes on.
/// </summary>
internal sealed partial class DiskTier(string folder, long maxBytes, SealKey key, TimeProvider time, ILogger logger)
{
    private const string Suffix = ".module";
    private const string TemporarySuffix = ".tmp";
    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(1);

    private long _evictions;
    private long _refused;
    private int _failed;

    public long Evictions => Interlocked.Read(ref _evictions);

    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>A verified entry, or null. Reading it is its use.</summary>
    public (ModuleEntryHeader Header, ReadOnlyMemory<byte> Wasm, ReadOnlyMemory<byte> Native)? TryRead(string moduleKey)
    {
        var entry = Read(moduleKey);
        if (entry is not null)
        {
            Touch(PathOf(moduleKey));
        }

        return entry;
    }

    /// <summary>Whether an entry is whole; one that is not is removed. This is no use of it.</summary>
    public bool Verify(string moduleKey) => Read(moduleKey) is not null;

    private (ModuleEntryHeader Header, ReadOnlyMemory<byte> Wasm, ReadOnlyMemory<byte> Native)? Read(string moduleKey)
    {
        var path = PathOf(moduleKey);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var bytes = File.ReadAllBytes(path);
            if (!ModuleEntry.TryRead(bytes, moduleKey, key, out var header, out var wasm, out var native))
            {
                Refuse(moduleKey);
                return null;
            }

            return (header, wasm, native);
        }
        catch (FileNotFoundException)
        {
            // Another process evicted it between the two looks.
            return null;
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            Report(exception);
            return null;
        }
    }

    // A folder that can only be read, or an entry that another process has just evicted, is no reason to compile.
    private void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (FileNotFoundException)
        {
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            Report(exception);
        }
    }

    public void Write(ModuleEntryHeader header, ReadOnlySpan<byte> wasm, ReadOnlySpan<byte> native)
    {
        var path = PathOf(header.Key);
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}{TemporarySuffix}";
        try
        {
            PrivateFiles.CreateFolder(folder);
            var bytes = ModuleEntry.Write(header, wasm, native, key);
            try
            {
                using (var stream = PrivateFiles.Create(temporary))
                {
                    stream.Write(bytes);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(temporary, path, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }

            Evict();
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            Report(exception);
        }
    }

    /// <summary>Removes an entry that must not be used again.</summary>
    public void Refuse(string moduleKey)
    {
        Interlocked.Increment(ref _refused);
        LogRefused(moduleKey, folder);
        Delete(PathOf(moduleKey));
    }

    /// <summary>Removes all entries; returns how many there were.</summary>
    public int Clear() => Files().Count(file => Delete(file.Path));

    /// <summary>How many entries there are, and their bytes.</summary>
    public (int Items, long Bytes) Measure()
    {
        var files = Files();
        return (files.Count, files.Sum(f => f.Length));
    }

    /// <summary>The keys of all entries.</summary>
    public IReadOnlyList<string> Keys() => [.. Files().Select(f => Path.GetFileNameWithoutExtension(f.Path)).Order(StringComparer.Ordinal)];

    private string PathOf(string moduleKey) => Path.Combine(folder, moduleKey + Suffix);

    private List<EntryFile> Files(string _suffix = Suffix)
    {
        try
        {
            return EntryFile.List(folder, _suffix);
        }
        catch (Exception exception) when (IsDisk(exception))
        {
            Report(exception);
            return [];
        }
    }

    private void Evict()
    {
        var files = Files();
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

        var stale = time.GetUtcNow().UtcDateTime - StaleAfter;
        foreach (var abandoned in Files(TemporarySuffix).Where(f => f.Used < stale))
        {
            Delete(abandoned.Path);
        }
    }

    private bool Delete(string path)
    {
        try
        {
            File.Delete(path);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The module cache in {Folder} cannot be used and is left aside: {Reason}")]
    private partial void LogFailed(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entry {Key} in {Folder} is damaged or was not written by this user; it is removed and compiled again.")]
    private partial void LogRefused(string key, string folder);
}
