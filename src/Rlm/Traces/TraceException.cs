namespace Rlm.Traces;

/// <summary>A trace cannot be made, written or read. A run ends with it: what is not in its trace has not happened.</summary>
public sealed class TraceException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="innerException">What the file system said.</param>
    public TraceException(string path, Exception innerException)
        : base($"The trace {path} cannot be written: {innerException?.Message}", innerException)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened, why, and what to do.</param>
    public TraceException(string message)
        : base(message)
    {
    }
}
