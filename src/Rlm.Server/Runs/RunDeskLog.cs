namespace Rlm.Server.Runs;

/// <summary>What the log hears of runs.</summary>
internal static partial class RunDeskLog
{
    [LoggerMessage(1, LogLevel.Error, "Run {RunId}: its documents cannot be read.")]
    public static partial void DocumentsFailed(ILogger logger, string runId, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Run {RunId} was parked and cannot go on: its documents are not what they were.")]
    public static partial void DocumentsChanged(ILogger logger, string runId);

    [LoggerMessage(3, LogLevel.Error, "Run {RunId}: its trace cannot be written.")]
    public static partial void TraceFailed(ILogger logger, string runId, Exception exception);

    [LoggerMessage(4, LogLevel.Critical, "Run {RunId} failed in a way that it should not. This is a bug of rlm; please report it.")]
    public static partial void Failed(ILogger logger, string runId, Exception exception);

    [LoggerMessage(5, LogLevel.Information, "The service stops; {Runs} runs go on for at most {Seconds} seconds.")]
    public static partial void Draining(ILogger logger, int runs, double seconds);

    [LoggerMessage(6, LogLevel.Information, "{Runs} runs are parked; they go on at the next start.")]
    public static partial void Parked(ILogger logger, int runs);

    [LoggerMessage(7, LogLevel.Information, "Run {RunId} was parked and goes on.")]
    public static partial void Resumed(ILogger logger, string runId);

    [LoggerMessage(8, LogLevel.Warning, "Run {RunId} was parked and cannot go on: {Reason}")]
    public static partial void NotResumed(ILogger logger, string runId, string reason);
}
