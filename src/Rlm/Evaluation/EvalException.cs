namespace Rlm.Evaluation;

/// <summary>A file of results cannot be gone on with, or not be written.</summary>
public sealed class EvalException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong with the file and what to do.</param>
    /// <param name="isRefused">Whether the file is somebody else's or of something else; false: it cannot be read or written.</param>
    /// <param name="innerException">What the file system said, or null.</param>
    public EvalException(string message, bool isRefused, Exception? innerException = null)
        : base(message, innerException) => IsRefused = isRefused;

    /// <summary>Whether the file is somebody else's or of something else; nothing was run, and nothing in it was changed.</summary>
    public bool IsRefused { get; }
}
