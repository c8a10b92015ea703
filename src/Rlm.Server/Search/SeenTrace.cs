using Rlm.Traces;

namespace Rlm.Server.Search;

/// <summary>The state of a trace when it was read into the index.</summary>
internal sealed record SeenTrace(long Bytes, long Changed, RunStatus Status)
{
    /// <summary>Whether the trace is as it was. A run that went on may have ended without a word: its process was killed.</summary>
    public bool IsStill(FileInfo trace) => Status != RunStatus.Running && trace.Length == Bytes && trace.LastWriteTimeUtc.Ticks == Changed;
}
