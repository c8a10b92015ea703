namespace Rlm.Wasm.Execution;

/// <summary>
/// Moves the engine's epoch on while any guest runs. A thread of its own: a timer on the thread pool does not fire
/// when busy guests hold all of the pool's threads.
/// </summary>
internal static class EpochTicker
{
    /// <summary>How late a deadline or a cancellation may be noticed.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private static readonly Lock Gate = new();
    private static readonly ManualResetEventSlim Wanted = new();
    private static int _users;
    private static bool _started;

    /// <summary>Keeps the epoch moving until <see cref="Leave"/>.</summary>
    public static void Enter()
    {
        lock (Gate)
        {
            if (++_users == 1)
            {
                Wanted.Set();
            }

            if (!_started)
            {
                _started = true;
                new Thread(Tick) { IsBackground = true, Name = "rlm epoch", Priority = ThreadPriority.Highest }.Start();
            }
        }
    }

    public static void Leave()
    {
        lock (Gate)
        {
            if (--_users == 0)
            {
                Wanted.Reset();
            }
        }
    }

    private static void Tick()
    {
        using var never = new ManualResetEventSlim();
        while (true)
        {
            Wanted.Wait();
            never.Wait(Period);
            WasmRuntime.Engine.IncrementEpoch();
        }
    }
}
