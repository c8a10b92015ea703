namespace Rlm.Cli;

/// <summary>Ends a command with a message for the person at the keyboard.</summary>
internal sealed class UsageException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
