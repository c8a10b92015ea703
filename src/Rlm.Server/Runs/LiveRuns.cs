using System.Collections.Concurrent;
using Rlm.Runs;

namespace Rlm.Server.Runs;

/// <summary>The runs that go on.</summary>
internal sealed class LiveRuns
{
    private readonly ConcurrentDictionary<string, LiveRun> _runs = new(StringComparer.Ordinal);

    /// <summary>Raised when a run has ended and its trace is whole.</summary>
    public event Action<LiveRun>? Ended;

    public IReadOnlyCollection<LiveRun> All => [.. _runs.Values];

    public int Count => _runs.Count;

    public LiveRun? Find(string id) => _runs.GetValueOrDefault(id);

    public void Add(LiveRun run) => _runs[run.Id] = run;

    /// <summary>Takes a run out that has ended.</summary>
    public void Remove(LiveRun run, RunError? failure)
    {
        _runs.TryRemove(run.Id, out _);
        run.End(failure);
        Ended?.Invoke(run);
        run.Dispose();
    }
}
