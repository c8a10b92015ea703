using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rlm.Wasm.Processes;

/// <summary>
/// Starts all tools from one thread that lives as long as this process. A tool that asked to die with its parent dies
/// with the thread that started it (prctl(2), <c>PR_SET_PDEATHSIG</c>), and threads of the pool come and go.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Requests = [];

    static Spawner() => new Thread(Run) { IsBackground = true, Name = "rlm spawner" }.Start();

    /// <summary>Starts a process; fails as <see cref="Process.Start()"/> does.</summary>
    public static Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((process, started));
        return started.Task;
    }

    private static void Run()
    {
        foreach (var (process, started) in Requests.GetConsumingEnumerable())
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        }
    }
}
