namespace Rlm.Sessions;

/// <summary>A session cannot be opened, read or removed.</summary>
/// <param name="code">The kind of failure.</param>
/// <param name="message">What happened, why, and what to do.</param>
/// <param name="innerException">What the file system said, or null.</param>
public sealed class SessionException(SessionErrorCode code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The kind of failure.</summary>
    public SessionErrorCode Code { get; } = code;
}
