using System.Globalization;

namespace Rlm.Bench.Peers.Python;

/// <summary>The <c>python3</c> of the path, as the usual RLM runs its model's code: in a process of the host.</summary>
internal sealed class CPythonPeer() : WorkerPeer("cpython")
{
    protected override string Describe(string python) => $"CPython {python}";

    // Three quarters of the machine, so that a question that needs more is an error and not the end of other programs.
    protected override (string Program, IReadOnlyList<string> Arguments) Command() =>
        ("python3", [Path.Combine(Places.Root, "bench", "peers", "worker.py"), (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3).ToString(CultureInfo.InvariantCulture)]);
}
