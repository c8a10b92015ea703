using System.Threading.Channels;

namespace Rlm.Runs;

/// <summary>The one place that events go through: stamped, kept in the trace, then shown.</summary>
internal sealed class RunJournal(TimeProvider time, RunTrace? trace, ChannelWriter<RunEvent> watchers)
{
    private readonly Lock _gate = new();

    /// <summary>The step that the run is in, for events that do not know it themselves.</summary>
    public int Step { get; private set; }

    public void Write(RunEvent runEvent)
    {
        lock (_gate)
        {
            var stamped = runEvent with { At = time.GetUtcNow() };
            if (stamped is StepStarted started)
            {
                Step = started.Step;
            }

            trace?.Append(stamped);

            // The channel is unbounded: a slow watcher delays nobody.
            watchers.TryWrite(stamped);
        }
    }
}
