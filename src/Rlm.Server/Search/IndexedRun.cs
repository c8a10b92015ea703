using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Server.Search;

/// <summary>A run as the index knows it.</summary>
/// <param name="Summary">What the list shows.</param>
/// <param name="Bytes">Length of the trace that it was read from.</param>
/// <param name="Changed">When that trace was last written, in ticks.</param>
/// <param name="Documents">The names of its documents.</param>
internal sealed record IndexedRun(RunSummary Summary, long Bytes, long Changed, string Documents)
{
    /// <summary>Reads a run out of its trace.</summary>
    public static IndexedRun Read(RunStore store, FileInfo trace)
    {
        var id = Path.GetFileNameWithoutExtension(trace.Name);
        var started = store.FirstEvent(id) as RunStarted;
        return new IndexedRun(
            store.Summary(id), trace.Length, trace.LastWriteTimeUtc.Ticks, string.Join('\n', started?.Documents.Select(d => d.Name) ?? []));
    }
}
