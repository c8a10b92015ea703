namespace Rlm.Server.Runs;

/// <summary>Waits for somebody to come back to a run, and stops it when nobody does.</summary>
internal sealed class Abandonment(LiveRun run, TimeSpan patience, TimeProvider time)
{
    public async Task WaitAsync()
    {
        if (patience > TimeSpan.Zero)
        {
            using var over = new CancellationTokenSource();
            await Task.WhenAny(run.Ended, Task.Delay(patience, time, over.Token));
            await over.CancelAsync();
        }

        if (run.Watchers == 0)
        {
            run.Stop(StopReason.Abandoned);
        }
    }
}
