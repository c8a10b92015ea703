namespace Rlm.Server.Runs;

/// <summary>A run that began, or why none did.</summary>
/// <param name="Run">The run, or null.</param>
/// <param name="Refusal">Why there is none.</param>
/// <param name="Message">What happened, why, and what to do; empty when the run began.</param>
internal sealed record RunStart(LiveRun? Run, StartRefusal Refusal, string Message)
{
    public static RunStart Started(LiveRun run) => new(run, StartRefusal.None, string.Empty);

    public static RunStart Refused(StartRefusal refusal, string message) => new(null, refusal, message);
}

/// <summary>Why a run cannot begin.</summary>
internal enum StartRefusal
{
    None,

    /// <summary>No model is configured.</summary>
    NoModel,

    /// <summary>The documents cannot be had.</summary>
    Documents,

    /// <summary>As many wait as may.</summary>
    QueueFull,

    /// <summary>The key has as many runs as it may.</summary>
    TooManyOfKey,

    /// <summary>The service stops.</summary>
    Stopping,
}
