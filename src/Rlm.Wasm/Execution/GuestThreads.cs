using System.Collections.Concurrent;

namespace Rlm.Wasm.Execution;

/// <summary>
/// Threads for guests. A guest may use all of its WebAssembly stack, and a thread whose own stack is smaller would take
/// the process down with it, so guests never run on threads of unknown size. Threads are made when none is idle and
/// kept; how many run at once is for the caller to bound.
/// </summary>
internal static class GuestThreads
{
    private const int ThreadStackBytes = 8 << 20;
    private const int MaxIdle = 64;

    private static readonly ConcurrentBag<Worker> Idle = [];

    public static Task<T> Run<T>(Func<T> work)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = Idle.TryTake(out var idle) ? idle : new Worker();
        worker.Post(() =>
        {
            try
            {
                var result = work();
                return () => completion.SetResult(result);
            }
            catch (Exception exception)
            {
                // Not hidden: the caller's await throws it.
                return () => completion.SetException(exception);
            }
        });
        return completion.Task;
    }

    private sealed class Worker
    {
        private readonly object _signal = new();
        private Func<Action>? _work;

        public Worker() => new Thread(Loop, ThreadStackBytes) { IsBackground = true, Name = "rlm guest" }.Start();

        public void Post(Func<Action> next)
        {
            lock (_signal)
            {
                _work = next;
                Monitor.Pulse(_signal);
            }
        }

        private void Loop()
        {
            // Idle before the caller goes on, so that executions one after the other use one thread.
            bool stays;
            do
            {
                var complete = Take()();
                stays = Return();
                complete();
            }
            while (stays);
        }

        private Func<Action> Take()
        {
            lock (_signal)
            {
                Func<Action>? next;
                while ((next = _work) is null)
                {
                    Monitor.Wait(_signal);
                }

                _work = null;
                return next;
            }
        }

        private bool Return()
        {
            if (Idle.Count >= MaxIdle)
            {
                return false;
            }

            Idle.Add(this);
            return true;
        }
    }
}
