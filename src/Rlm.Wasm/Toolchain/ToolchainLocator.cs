using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rlm.Wasm.Toolchain;

/// <summary>
/// Finds a compiler that can make modules. What was found is kept in a manifest in the toolchain folder, so that the
/// next search reads one small file and starts no process. Safe for several threads.
/// </summary>
/// <param name="options">Where to look.</param>
/// <param name="logger">Null: nobody listens.</param>
/// <param name="time">Null: the system's.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing.
public sealed class ToolchainLocator(ToolchainOptions options, ILogger<ToolchainLocator>? logger = null, TimeProvider? time = null)
#pragma warning restore CA1001
{
    private readonly ToolchainFolder _folder = new(options.Folder);
    private readonly ILogger _logger = logger ?? NullLogger<ToolchainLocator>.Instance;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly SemaphoreSlim _once = new(1, 1);
    private ToolchainStatus? _status;

    /// <summary>The toolchain folder.</summary>
    internal string Folder => _folder.Root;

    /// <summary>
    /// Finds the toolchain; the answer is kept for this instance's life. The first search after a compiler came or RLM
    /// was upgraded also builds the guest crate, which takes a second, and the optional crates where they can be had.
    /// </summary>
    /// <returns>The toolchain, or what is missing and what mends it.</returns>
    public async Task<ToolchainStatus> FindAsync(CancellationToken cancellationToken)
    {
        if (_status is { } known)
        {
            return known;
        }

        await _once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _status ??= await SearchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ToolchainStatus { Error = ToolFailure.Of(_folder.Root, e) };
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<ToolchainStatus> SearchAsync(CancellationToken cancellationToken)
    {
        var use = new CompilerUse(options, _folder, _logger, _time);
        if (use.FromManifest() is { } known)
        {
            return known;
        }

        // Where there is no compiler, nothing is to be written, and the folder need not even be writable.
        var (candidates, compiler, nearest) = await use.LookAsync(cancellationToken).ConfigureAwait(false);
        if (compiler is null)
        {
            return new ToolchainStatus { Error = use.Missing(candidates, nearest), Candidates = candidates };
        }

        // Another process may be building the same; then its manifest is there when the lock is ours.
        using (await FolderLock.TakeAsync(_folder, _time, null, cancellationToken).ConfigureAwait(false))
        {
            return await use.FindAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
