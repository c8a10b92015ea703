using Microsoft.Data.Sqlite;
using Rlm.Traces;

namespace Rlm.Server.Search;

/// <summary>
/// Finds runs by the words of their question, answer, documents and identity. The index is derived from the traces and lies beside them:
/// what changed there is read anew before every search, and an index that is lost or broken is made again.
/// </summary>
internal sealed class RunIndex(RunStore store, ILogger<RunIndex> logger) : IDisposable
{
    private readonly Lock _gate = new();
    private IndexFile? _file;

    /// <summary>Runs that have all the words of the query, each as the beginning of one of theirs; all runs when it has none.</summary>
    /// <param name="query">Words.</param>
    /// <param name="offset">How many to pass over, from 0.</param>
    /// <param name="limit">At most so many, from 1.</param>
    /// <param name="cancellationToken">Ends the reading of traces.</param>
    public RunMatches Find(string query, int offset, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            try
            {
                return FindIn(Opened(), query, offset, limit, cancellationToken);
            }
            catch (SqliteException exception)
            {
                // Nothing is in it that the traces do not tell.
                RunIndexLog.Broken(logger, exception);
                _file?.Dispose();
                _file = null;
                IndexFile.Delete(store.Folder);
                return FindIn(Opened(), query, offset, limit, cancellationToken);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
        }
    }

    private IndexFile Opened() => _file ??= IndexFile.Open(store.Folder);

    private RunMatches FindIn(IndexFile file, string query, int offset, int limit, CancellationToken cancellationToken)
    {
        var known = file.Known();
        using (var change = file.Begin())
        {
            foreach (var trace in store.Traces())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var id = Path.GetFileNameWithoutExtension(trace.Name);
                if (!known.Remove(id, out var seen) || !seen.IsStill(trace))
                {
                    file.Put(IndexedRun.Read(store, trace));
                }
            }

            // What is left has no trace any more.
            foreach (var gone in known.Keys)
            {
                file.Remove(gone);
            }

            change.Commit();
        }

        return file.Find(SearchWords.ToMatch(query), offset, limit);
    }
}

/// <summary>What the log hears of the index.</summary>
internal static partial class RunIndexLog
{
    [LoggerMessage(1, LogLevel.Warning, "The index of runs cannot be used; it is made again from the traces.")]
    public static partial void Broken(ILogger logger, Exception exception);
}
