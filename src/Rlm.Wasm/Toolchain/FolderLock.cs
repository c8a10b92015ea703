namespace Rlm.Wasm.Toolchain;

/// <summary>A lock between processes. The kernel lets it go when its holder is killed.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Waits until the lock is ours.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static async Task<FolderLock> TakeAsync(
        ToolchainFolder folder, TimeProvider time, Action? onWait, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Root);
        for (var waited = false; ; waited = true)
        {
            try
            {
                return new FolderLock(new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(folder.LockFile))
            {
                // Held by another process, or by another set-up in this one.
                if (!waited)
                {
                    onWait?.Invoke();
                }

                await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
