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
                completion.SetResult(work());
            }
            catch (Exception exception)
            {
                // Not hidden: the caller's await throws it.
                completion.SetException(exception);
            }
        });
        return completion.Task;
    }

    private sealed class Worker
    {
        private readonly object signal = new();
        private Action? work;

        public Worker() => new Thread(Loop, ThreadStackBytes) { IsBackground = true, Name = "rlm guest" }.Start();

        public void Post(Action next)
        {
            lock (signal)
            {
                work = next;
                Monitor.Pulse(signal);
            }
        }

        private void Loop()
        {
            do
            {
                Take()();
            }
            while (Return());
        }

        private Action Take()
        {
            lock (signal)
            {
                Action? next;
                while ((next = work) is null)
                {
                    Monitor.Wait(signal);
                }

                work = null;
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
