using System.Collections.Concurrent;
using Rlm.Runs;

namespace Rlm.Server.Telemetry;

/// <summary>What all runs since the start come to, added up from their events.</summary>
internal sealed class RunFigures
{
    private readonly ConcurrentDictionary<string, ModelFigures> _models = new(StringComparer.Ordinal);
    private long _started;
    private long _succeeded;
    private long _failed;
    private long _stopped;
    private long _analyses;
    private long _cachedAnalyses;

    public long Started => Interlocked.Read(ref _started);

    public long Succeeded => Interlocked.Read(ref _succeeded);

    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Runs that ended before their end: cancelled, left or parked.</summary>
    public long Stopped => Interlocked.Read(ref _stopped);

    public long Analyses => Interlocked.Read(ref _analyses);

    public long CachedAnalyses => Interlocked.Read(ref _cachedAnalyses);

    public IReadOnlyDictionary<string, ModelFigures> Models => _models;

    public void Observe(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted or RunResumed:
                Interlocked.Increment(ref _started);
                break;
            case RunFinished { Result.Success: var success }:
                Interlocked.Increment(ref success ? ref _succeeded : ref _failed);
                break;
            case ModelReplied { Recorded: false } replied:
                Of(replied.Model).Replied(replied);
                break;
            case ModelFailed { Recorded: false, Budget: null } failed:
                Of(failed.Model).Failed();
                break;
            case CommandFinished { Analysis: { } facts }:
                Interlocked.Increment(ref _analyses);
                Interlocked.Add(ref _cachedAnalyses, facts.Cached ? 1 : 0);
                break;
        }
    }

    /// <summary>A run was stopped before its end.</summary>
    public void Stop() => Interlocked.Increment(ref _stopped);

    private ModelFigures Of(string model) => _models.GetOrAdd(model, _ => new ModelFigures());
}

/// <summary>What one model was asked.</summary>
internal sealed class ModelFigures
{
    private readonly Lock _gate = new();

    public long Calls { get; private set; }

    public long Failures { get; private set; }

    public long PromptTokens { get; private set; }

    public long CompletionTokens { get; private set; }

    public double CostUsd { get; private set; }

    public double Milliseconds { get; private set; }

    public void Replied(ModelReplied replied)
    {
        lock (_gate)
        {
            Calls++;
            PromptTokens += replied.Tokens?.Prompt ?? 0;
            CompletionTokens += replied.Tokens?.Completion ?? 0;
            CostUsd += replied.CostUsd ?? 0;
            Milliseconds += replied.Milliseconds;
        }
    }

    public void Failed()
    {
        lock (_gate)
        {
            Failures++;
        }
    }
}
