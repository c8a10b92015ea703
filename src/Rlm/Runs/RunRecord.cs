namespace Rlm.Runs;

/// <summary>What models said in a run before: what is in it is not asked again. See <see cref="CallKey"/>.</summary>
public sealed class RunRecord
{
    private readonly Dictionary<string, ModelReplied> _replies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelFailed> _failures = new(StringComparer.Ordinal);

    /// <summary>Takes the answers out of the events of a run.</summary>
    /// <param name="events">In order, of one run; it may have been resumed before.</param>
    /// <param name="isComplete">True: what is not in it is asked of nobody and fails. For replay.</param>
    public RunRecord(IEnumerable<RunEvent> events, bool isComplete = false)
    {
        ArgumentNullException.ThrowIfNull(events);
        IsComplete = isComplete;
        foreach (var runEvent in events)
        {
            switch (runEvent)
            {
                case RunStarted started:
                    Windows = started.Windows;
                    break;
                case ModelReplied replied:
                    _replies[replied.Key] = replied;
                    _failures.Remove(replied.Key);
                    break;
                case ModelFailed failed:
                    _failures[failed.Key] = failed;
                    break;
            }
        }
    }

    /// <summary>Whether what is not in it is asked of nobody.</summary>
    public bool IsComplete { get; }

    /// <summary>How many answers it holds.</summary>
    public int Count => _replies.Count;

    /// <summary>What the models took at once, so that everything is cut as it was; null when the trace does not tell.</summary>
    internal ModelWindows? Windows { get; }

    internal ModelReplied? Reply(string key) => _replies.GetValueOrDefault(key);

    /// <summary>
    /// A failure that the run went on from is part of it. One that may have ended it is asked again, but for a replay.
    /// </summary>
    internal ModelFailed? Failure(string key, bool isTurn) => isTurn && !IsComplete ? null : _failures.GetValueOrDefault(key);
}
