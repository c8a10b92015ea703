using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.Files;

/// <summary>
/// A folder of small files that are worth keeping and never needed: each is whole and was written by this user's RLM, or
/// is not there. The time of last use is the file's time; those used longest ago go first.
/// </summary>
/// <param name="folder">The folder; made at the first write, for its owner only.</param>
/// <param name="suffix">What the files' names end with, with the dot.</param>
/// <param name="maxBytes">Bytes of all files together.</param>
/// <param name="maxFileBytes">Bytes of one file.</param>
/// <param name="keyFile">The key that seals them; made when missing. Contents begin with words of their own, which tells them from what else it seals.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told once that the folder cannot be used.</param>
internal sealed partial class SealedFolder(
    string folder, string suffix, long maxBytes, int maxFileBytes, string keyFile, TimeProvider time, ILogger logger)
{
    private const int SealBytes = HMACSHA256.HashSizeInBytes;
    private const string TemporarySuffix = ".tmp";

    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(1);

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly Lock _lock = new();
    private SealKey? _key;
    private bool _failed;

    /// <summary>What was kept under a name; null when there is nothing, or nothing that can be trusted, which is removed.</summary>
    /// <param name="name">Lower-case hexadecimal.</param>
    public byte[]? TryRead(string name)
    {
        byte[]? content = null;
        Try(() =>
        {
            using var file = PrivateFiles.OpenOrdinary(PathOf(name), out var facts);
            if (facts is null || Key() is not { } key)
            {
                return;
            }

            var bytes = file is null || facts.Length > maxFileBytes || facts.Length < SealBytes ? [] : ReadAll(file, (int)facts.Length);
            if (bytes.Length < SealBytes || !key.Verify(bytes.AsSpan(..^SealBytes), bytes.AsSpan(^SealBytes..)))
            {
                LogRefused(name, folder);
                Remove(PathOf(name));
                return;
            }

            content = bytes[..^SealBytes];

            // A folder that can only be read is as good.
            Try(() =>
            {
                PrivateFiles.Tighten(file!, facts);
                File.SetLastWriteTimeUtc(file!, time.GetUtcNow().UtcDateTime);
            });
        });
        return content;
    }

    /// <summary>Keeps bytes under a name, in the place of what was there. Of several writers the last wins.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[content.Length + SealBytes];
        if (bytes.Length > Math.Min(maxBytes, maxFileBytes))
        {
            return;
        }

        content.CopyTo(bytes);
        Try(() =>
        {
            if (Key() is not { } key)
            {
                return;
            }

            key.Seal(bytes.AsSpan(..^SealBytes), bytes.AsSpan(^SealBytes..));
            PrivateFiles.OwnFolder(folder);
            Store(PathOf(name), bytes);
            Evict();
        });
    }

    /// <summary>Removes all files; gives how many.</summary>
    public int Clear()
    {
        var removed = 0;
        Try(() => removed = Files().Count(file => Remove(file.FullName)));
        return removed;
    }

    /// <summary>How many files there are, and their bytes.</summary>
    public (int Files, long Bytes) Measure()
    {
        var measured = (0, 0L);
        Try(() =>
        {
            var files = Files();
            measured = (files.Count, files.Sum(file => file.Length));
        });
        return measured;
    }

    private string PathOf(string name) => Path.Combine(folder, name + suffix);

    // Not flushed to the disk: after a power cut a torn file has no seal that fits, and is made anew.
    private void Store(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}{TemporarySuffix}";
        try
        {
            using (var stream = PrivateFiles.Create(temporary))
            {
                stream.Write(bytes);
                File.SetLastWriteTimeUtc(stream.SafeFileHandle, time.GetUtcNow().UtcDateTime);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private void Evict()
    {
        var files = Files();
        var bytes = files.Sum(file => file.Length);
        foreach (var file in files.OrderBy(file => file.LastWriteTimeUtc))
        {
            if (bytes <= maxBytes)
            {
                break;
            }

            bytes -= file.Length;
            Remove(file.FullName);
        }

        // Writers take moments.
        var stale = time.GetUtcNow().UtcDateTime - StaleAfter;
        foreach (var file in List(name => name.Contains(suffix + ".", StringComparison.Ordinal) && name.EndsWith(TemporarySuffix, StringComparison.Ordinal)))
        {
            if (file.LastWriteTimeUtc < stale)
            {
                Remove(file.FullName);
            }
        }
    }

    private List<FileInfo> Files() => List(name => name.EndsWith(suffix, StringComparison.Ordinal));

    // Only names that we give. Another process may remove a file between its listing and a look at its size.
    private List<FileInfo> List(Func<string, bool> isOurs)
    {
        var info = new DirectoryInfo(folder);
        return info.Exists
            ? [.. info.EnumerateFiles().Where(file => IsName(file.Name) && isOurs(file.Name) && file.Exists)]
            : [];
    }

    private bool IsName(string name) =>
        name.IndexOf(suffix, StringComparison.Ordinal) is > 0 and var end && name.AsSpan(0, end).IndexOfAnyExcept(Hexadecimal) < 0;

    // Something else in the name's place, such as a full folder, stays: the name is then of no use, and that is all.
    private bool Remove(string path) => Try(() =>
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path);
        }
        else
        {
            File.Delete(path);
        }
    });

    private SealKey? Key()
    {
        lock (_lock)
        {
            if (_key is not null || _failed)
            {
                return _key;
            }

            var (own, key) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), Path.GetFullPath(keyFile));
            if (key.StartsWith(own + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new IOException($"The key {keyFile} lies in it, so who can write there could seal too. Keep it in another folder.");
            }

            return _key = SealKey.LoadOrCreate(key);
        }
    }

    private static byte[] ReadAll(SafeFileHandle file, int length)
    {
        var bytes = new byte[length];
        var read = 0;
        while (read < length && RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and var more)
        {
            read += more;
        }

        // One that shrinks meanwhile gives less, and its seal does not fit.
        return bytes[..read];
    }

    private bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Another process removed it, so there is nothing to read or to remove.
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lock (_lock)
            {
                if (!_failed)
                {
                    _failed = true;
                    LogFailed(folder, exception.Message);
                }
            }

            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "What is kept in {Folder} cannot be used: {Reason} Everything works without it, but takes longer. This is said once.")]
    private partial void LogFailed(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} in {Folder} is damaged or was not written by this user; it is removed and made anew.")]
    private partial void LogRefused(string name, string folder);
}
