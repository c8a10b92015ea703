using Rlm.Wasm.Files;

namespace Rlm.Wasm.Compilation;

/// <summary>
/// A folder for one compile, readable by its owner only, that goes with it. A file beside it is locked as long as its
/// process lives, so that the next start finds what a killed one left.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "rlm-compile-";
    private const string LockSuffix = ".lock";
    private const int Attempts = 5;

    private readonly Action<string, string> _reportLeft;
    private readonly FileStream _lock;

    private ScratchFolder(string path, Action<string, string> reportLeft)
    {
        (Path, _reportLeft) = (path, reportLeft);
        _lock = new FileStream(path + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        PrivateFiles.CreateFolder(path);
    }

    public string Path { get; }

    public static ScratchFolder Create(string? parent, Action<string, string> reportLeft)
    {
        parent ??= System.IO.Path.GetTempPath();
        PrivateFiles.CreateFolder(parent);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new ScratchFolder(System.IO.Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}"), reportLeft);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process swept in the moment between making the file and locking it.
            }
        }
    }

    /// <summary>Removes what killed processes left; what is another's, or in use, stays.</summary>
    public static void Sweep(string? parent, Action<string, string> reportLeft)
    {
        parent ??= System.IO.Path.GetTempPath();
        if (!Directory.Exists(parent))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(parent, $"{Prefix}*{LockSuffix}").ToList())
        {
            try
            {
                // Opening it is taking the lock: who holds it lives.
                using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                var folder = file[..^LockSuffix.Length];
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                File.Delete(file);
            }
            catch (IOException)
            {
                // In use, or another has just swept it.
            }
            catch (UnauthorizedAccessException exception)
            {
                // Another user's, in a folder that all use.
                reportLeft(file, exception.Message);
            }
        }
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The beginning of a file that a tool left, at most <paramref name="limit"/> bytes of it; null when there is no ordinary file of that name.</summary>
    public byte[]? Read(string name, int limit)
    {
        // What is there was made by a tool that is not trusted: a link points anywhere, and a pipe makes its reader wait.
        using var file = PrivateFiles.OpenOrdinary(PathOf(name), out var facts);
        if (file is null)
        {
            return null;
        }

        var bytes = new byte[Math.Min(limit, facts!.Length)];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and var more)
        {
            read += more;
        }

        return bytes[..read];
    }

    public Task WriteAsync(string name, string text, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(PathOf(name), text, cancellationToken);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            File.Delete(Path + LockSuffix);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _reportLeft(Path, exception.Message);
        }
        finally
        {
            _lock.Dispose();
        }
    }
}
