using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Server.Runs;

/// <summary>All runs, those that go on and those that ended, by their identity.</summary>
internal sealed class RunLibrary(RunStore store, LiveRuns live)
{
    /// <summary>Whether there is a run of this identity. Nothing but an identity is ever looked for.</summary>
    public bool Has(string id) => IsId(id) && (live.Find(id) is not null || File.Exists(store.PathOf(id)));

    /// <summary>All events that the run's trace keeps, or null when there is none, or it cannot be read.</summary>
    public IReadOnlyList<RunEvent>? Read(string id)
    {
        if (!Has(id))
        {
            return null;
        }

        try
        {
            return TraceReader.Read(store.PathOf(id));
        }
        catch (TraceException)
        {
            // Of another version, or not there yet: as if there were none. `rlm runs list` names it.
            return null;
        }
    }

    /// <summary>The file of the run's trace, or null.</summary>
    public string? TraceOf(string id) => IsId(id) && File.Exists(store.PathOf(id)) ? store.PathOf(id) : null;

    /// <summary>Removes a run that has ended.</summary>
    /// <exception cref="TraceException">It cannot be removed, or goes on.</exception>
    public void Delete(string id)
    {
        store.Delete(id);
        new OrderDocuments(id, store.Folder).Dispose();
    }

    private static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
