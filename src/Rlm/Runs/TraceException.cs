namespace Rlm.Runs;

/// <summary>A trace cannot be made or written. The run ends: what is not in its trace has not happened.</summary>
public sealed class TraceException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="innerException">What the file system said.</param>
    public TraceException(string path, Exception innerException)
        : base($"The trace {path} cannot be written: {innerException?.Message}", innerException)
    {
    }
}
